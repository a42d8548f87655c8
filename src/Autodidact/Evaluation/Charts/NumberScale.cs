using System.Globalization;

namespace Autodidact.Evaluation.Charts;

/// <summary>From numbers to pixels, with round numbers to write beside the axis.</summary>
public sealed class NumberScale
{
    private readonly double _low, _high, _from, _to;
    private readonly double _step;

    /// <param name="values">What must lie on the scale; those that are no numbers are passed over.</param>
    /// <param name="from">The pixel of its low end.</param>
    /// <param name="to">The pixel of its high end.</param>
    /// <param name="isLogarithmic">Whether equal ratios are equally far apart; all values are above 0 then.</param>
    public NumberScale(IEnumerable<double> values, double from, double to, bool isLogarithmic = false)
    {
        double[] all = [.. values.Where(double.IsFinite).Select(value => isLogarithmic ? Math.Log10(value) : value)];
        (_from, _to, IsLogarithmic) = (from, to, isLogarithmic);
        double low = all.Length > 0 ? all.Min() : 0, high = all.Length > 0 ? all.Max() : 1;
        double room = Math.Max((high - low) * 0.06, isLogarithmic ? 0.03 : Math.Max(Math.Abs(high) * 0.01, 1e-9));
        (_low, _high) = (low - room, high + room);
        double rough = (_high - _low) / 5, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        _step = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
    }

    /// <summary>Whether equal ratios are equally far apart.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Round numbers on the scale.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            for (double tick = Math.Ceiling(_low / _step) * _step; tick <= _high + (_step * 1e-9); tick += _step)
                yield return Math.Abs(tick) < _step * 1e-9 ? 0 : tick;
        }
    }

    /// <summary>The pixel of a number.</summary>
    public double At(double value) => _from + ((_to - _from) * ((IsLogarithmic ? Math.Log10(value) : value) - _low) / (_high - _low));

    /// <summary>A tick in as many digits as tell it from its neighbours.</summary>
    public string Label(double tick) => tick.ToString($"F{Math.Clamp((int)Math.Ceiling(-Math.Log10(_step) - 1e-9), 0, 9)}", CultureInfo.InvariantCulture);
}
