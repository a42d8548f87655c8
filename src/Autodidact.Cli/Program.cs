Console.Error.WriteLine("autodidact");
