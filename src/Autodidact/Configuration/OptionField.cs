using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Autodidact.Configuration;

/// <summary>One setting of an options record: a property that can be initialised, under its recipe name.</summary>
public sealed class OptionField
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<OptionField>> s_fields = new();

    private readonly PropertyInfo _property;

    private OptionField(PropertyInfo property)
    {
        _property = property;
        Name = RecipeName(property.Name);
        Range = property.GetCustomAttribute<RangeAttribute>();
        Length = property.GetCustomAttribute<LengthAttribute>();
        AllowedValues = property.GetCustomAttribute<AllowedValuesAttribute>()?.Values;
    }

    /// <summary>The name in recipes: <c>CheckpointEvery</c> is <c>checkpoint_every</c>.</summary>
    public string Name { get; }

    /// <summary>The property's type.</summary>
    public Type Type => _property.PropertyType;

    /// <summary>The type without its question mark; a null value means that the program chooses.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Type) ?? Type;

    /// <summary>Whether null is a value: <c>auto</c> in a recipe.</summary>
    public bool IsOptional => Nullable.GetUnderlyingType(Type) is not null
        || (!Type.IsValueType && new NullabilityInfoContext().Create(_property).WriteState == NullabilityState.Nullable);

    /// <summary>A group of settings of its own, rather than a value.</summary>
    public bool IsGroup => ValueType != typeof(string) && !ValueType.IsValueType && !IsList;

    /// <summary>Several values of <see cref="ElementType"/>.</summary>
    public bool IsList => ValueType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(ValueType);

    /// <summary>The type of one value of a list; null for others.</summary>
    public Type? ElementType => !IsList ? null : ValueType.GetElementType() ?? ValueType.GetGenericArguments().FirstOrDefault();

    private RangeAttribute? Range { get; }

    private LengthAttribute? Length { get; }

    private object?[]? AllowedValues { get; }

    /// <summary>The settings of an options record in the order in which they are written there.</summary>
    public static IReadOnlyList<OptionField> Of(Type record) => s_fields.GetOrAdd(record, type =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true }).Select(property => new OptionField(property))]);

    /// <summary>The recipe name of a property or enumeration member: snake_case.</summary>
    public static string RecipeName(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>The value in <paramref name="record"/>.</summary>
    public object? Get(object record) => _property.GetValue(record);

    /// <summary>Sets the value in a record that nobody else has seen yet.</summary>
    public void Set(object record, object? value) => _property.SetValue(record, value);

    /// <summary>Whether <paramref name="value"/> is within the range and the values that the property's attributes allow.</summary>
    public bool Allows(object? value)
    {
        if (value is null)
            return IsOptional;
        if (value is IEnumerable list and not string)
        {
            object?[] values = [.. list.Cast<object?>()];
            return values.All(AllowsOne) && (Length is null || (values.Length >= Length.MinimumLength && values.Length <= Length.MaximumLength));
        }
        return AllowsOne(value);
    }

    /// <summary>The words that can be written where there are few of them: for help and nearest spelling.</summary>
    public IReadOnlyList<string> Words => OptionValue.Words(ElementType ?? ValueType, AllowedValues);

    /// <summary>What is allowed, to be read after "must be".</summary>
    public string Allowed
    {
        get
        {
            string kind = Words.Count > 0 ? $"one of {string.Join(", ", Words)}" : OptionValue.Kind(ElementType ?? ValueType) + RangeText();
            string length = Length is null ? "" : Length.MinimumLength == Length.MaximumLength ? $" of {Length.MinimumLength}" : $" of {Length.MinimumLength} to {Length.MaximumLength}";
            return (IsList ? $"a list{length}, each {kind}" : kind) + (IsOptional ? ", or auto" : "");
        }
    }

    private bool AllowsOne(object? value)
    {
        if (AllowedValues is not null && !AllowedValues.Contains(value))
            return false;
        if (value is Enum chosen && !Enum.IsDefined(chosen.GetType(), chosen))
            return false;
        if (value is double or float && !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            return false;
        if (Range is null || value is not IConvertible || value is string)
            return true;
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture), low = Bound(Range.Minimum), high = Bound(Range.Maximum);
        return (Range.MinimumIsExclusive ? number > low : number >= low) && (Range.MaximumIsExclusive ? number < high : number <= high);
    }

    private string RangeText()
    {
        if (Range is null)
            return "";
        double low = Bound(Range.Minimum), high = Bound(Range.Maximum);
        string lower = (Range.MinimumIsExclusive ? " above " : " of at least ") + OptionValue.Write(low);
        string upper = (Range.MaximumIsExclusive ? " below " : " of at most ") + OptionValue.Write(high);
        bool hasLower = low > int.MinValue, hasUpper = high < int.MaxValue;
        return (hasLower, hasUpper) switch
        {
            (true, true) when !Range.MinimumIsExclusive && !Range.MaximumIsExclusive => $" between {OptionValue.Write(low)} and {OptionValue.Write(high)}",
            (true, true) => $"{lower} and{upper}",
            (true, false) => lower,
            (false, true) => upper,
            _ => "",
        };
    }

    private static double Bound(object bound) => Convert.ToDouble(bound, CultureInfo.InvariantCulture);
}
