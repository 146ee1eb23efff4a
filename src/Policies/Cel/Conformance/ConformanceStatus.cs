namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>How a published case went.</summary>
public enum ConformanceStatus
{
    /// <summary>The value, the type or the error is the one that is asked for.</summary>
    Passed,

    /// <summary>It is another one.</summary>
    Failed,

    /// <summary>The case needs something that this language has not, protobuf messages for example; the outcome says what.</summary>
    Unsupported,
}
