using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>What a function of any number of arguments does.</summary>
internal delegate CelValue CelBody(ReadOnlySpan<CelValue> arguments);
