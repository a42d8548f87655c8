namespace Autodidact.Embeddings.Maps.Tsne;

/// <summary>Gradient descent with momentum and a gain for every number, which grows while it moves one way and shrinks when it turns. Van der Maaten and Hinton 2008, section 3.4; Jacobs 1988.</summary>
internal sealed class TsneDescent
{
    private const int Between = 50, Patience = 300;
    private const float EarlyMomentum = 0.5f, LaterMomentum = 0.8f, LeastGain = 0.01f, GainUp = 0.2f, GainDown = 0.8f;
    private const double StillGradient = 1e-7;

    private readonly TsneForces _forces;
    private readonly TsneOptions _options;
    private readonly float[] _places, _gradient, _step, _gains;
    private readonly float _rate;

    /// <param name="forces">What moves the points.</param>
    /// <param name="places">Where they begin, <c>[rows, 2]</c>; taken over.</param>
    /// <param name="options">How to descend.</param>
    public TsneDescent(TsneForces forces, float[] places, TsneOptions options)
    {
        (_forces, _places, _options) = (forces, places, options);
        (_gradient, _step, _gains) = (new float[places.Length], new float[places.Length], new float[places.Length]);
        _rate = (float)(options.LearningRate ?? Math.Max(places.Length / 2 / options.EarlyExaggeration / 4, 50));
    }

    /// <summary>Descends to the end.</summary>
    /// <param name="progress">Told after each step how many are done, and the divergence that was measured last (not a number before the first).</param>
    /// <param name="cancel">Ends the descent between two steps.</param>
    public TsneResult Run(Action<int, double>? progress, CancellationToken cancel)
    {
        int early = Math.Min(_options.ExaggeratedSteps, _options.Steps), done = 0;
        double divergence = double.NaN;
        Descend(early, _options.EarlyExaggeration, EarlyMomentum);
        Descend(_options.Steps, 1, LaterMomentum);
        return new(_places, _forces.Compute(_places, _gradient, 1, measures: true), done);

        void Descend(int until, double exaggeration, float momentum)
        {
            Array.Fill(_gains, 1);
            Array.Clear(_step);
            (double best, int bestStep) = (double.PositiveInfinity, done);
            while (done < until)
            {
                cancel.ThrowIfCancellationRequested();
                bool looks = (done + 1) % Between == 0;
                double measured = _forces.Compute(_places, _gradient, exaggeration, looks);
                double square = Move(momentum);
                done++;
                if (looks) divergence = measured;
                progress?.Invoke(done, divergence);
                if (!looks) continue;
                if (measured < best) (best, bestStep) = (measured, done);
                if (done - bestStep > Patience || Math.Sqrt(square) <= StillGradient) break;
            }
        }
    }

    /// <summary>Takes one step and gives the square of the gradient's length, gains included.</summary>
    private double Move(float momentum)
    {
        double square = 0;
        for (int i = 0; i < _places.Length; i++)
        {
            // Still downhill the same way: the step and the gradient are opposed.
            float gain = Math.Max(_step[i] * _gradient[i] < 0 ? _gains[i] + GainUp : _gains[i] * GainDown, LeastGain), slope = gain * _gradient[i];
            _gains[i] = gain;
            _step[i] = (momentum * _step[i]) - (_rate * slope);
            _places[i] += _step[i];
            square += (double)slope * slope;
        }
        return square;
    }
}
