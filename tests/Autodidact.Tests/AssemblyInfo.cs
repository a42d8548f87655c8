// Live tensors, the random generator and the number of threads belong to the process, so tests run one after the other.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
