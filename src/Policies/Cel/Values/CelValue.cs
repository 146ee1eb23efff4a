namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>One value. Numbers, booleans and strings travel in it without boxing.</summary>
internal readonly struct CelValue
{
    private readonly object? _object;
    private readonly long _bits;
    private readonly int _nanos;

    private CelValue(CelKind kind, long bits, object? o, int nanos = 0)
    {
        Kind = kind;
        _bits = bits;
        _object = o;
        _nanos = nanos;
    }

    public CelKind Kind { get; }

    public static CelValue Null => default;

    public static CelValue True { get; } = new(CelKind.Bool, 1, null);

    public static CelValue False { get; } = new(CelKind.Bool, 0, null);

    public bool IsError => Kind == CelKind.Error;

    public bool IsTrue => Kind == CelKind.Bool && _bits != 0;

    public bool IsFalse => Kind == CelKind.Bool && _bits == 0;

    public bool IsNumber => Kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    public long AsInt => _bits;

    public ulong AsUint => unchecked((ulong)_bits);

    public double AsDouble => BitConverter.Int64BitsToDouble(_bits);

    public string AsString => (string)_object!;

    public byte[] AsBytes => (byte[])_object!;

    public CelValue[] AsList => (CelValue[])_object!;

    public CelMap AsMap => (CelMap)_object!;

    public CelTimestamp AsTimestamp => new(_bits, _nanos);

    /// <summary>Nanoseconds.</summary>
    public long AsDuration => _bits;

    public CelOptional AsOptional => (CelOptional)_object!;

    public CelIp AsIp => (CelIp)_object!;

    public CelCidr AsCidr => (CelCidr)_object!;

    /// <summary>The name of a type, or what went wrong.</summary>
    public string AsText => (string)_object!;

    public static CelValue Of(bool value) => value ? True : False;

    public static CelValue Of(long value) => new(CelKind.Int, value, null);

    public static CelValue Of(ulong value) => new(CelKind.Uint, unchecked((long)value), null);

    public static CelValue Of(double value) => new(CelKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    public static CelValue Of(string value) => new(CelKind.String, 0, value);

    public static CelValue Of(byte[] value) => new(CelKind.Bytes, 0, value);

    public static CelValue Of(CelValue[] value) => new(CelKind.List, 0, value);

    public static CelValue Of(CelMap value) => new(CelKind.Map, 0, value);

    public static CelValue Of(CelTimestamp value) => new(CelKind.Timestamp, value.Seconds, null, value.Nanos);

    public static CelValue Of(CelOptional value) => new(CelKind.Optional, 0, value);

    public static CelValue Of(CelIp value) => new(CelKind.Ip, 0, value);

    public static CelValue Of(CelCidr value) => new(CelKind.Cidr, 0, value);

    /// <summary>A duration of so many nanoseconds.</summary>
    public static CelValue OfDuration(long nanos) => new(CelKind.Duration, nanos, null);

    public static CelValue OfType(string name) => new(CelKind.Type, 0, name);

    public static CelValue Error(string what) => new(CelKind.Error, 0, what);

    public override string ToString() => CelValueText.Of(this);
}
