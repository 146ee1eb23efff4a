using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A comparison as a type, so that the compiler of the runtime makes straight code of each node.</summary>
internal interface INumberComparison
{
    static abstract CelOperator Operator { get; }

    static abstract bool Holds(double left, double right);
}
