using SecurityDecisioning.Policies.Cel.Checking;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>One way to call a function: what it takes (the target first) and gives.</summary>
internal sealed record CelOverload(CelType Result, params CelType[] Parameters)
{
    public bool Accepts(IReadOnlyList<CelType> arguments)
    {
        if (arguments.Count != Parameters.Length)
        {
            return false;
        }

        for (var i = 0; i < Parameters.Length; i++)
        {
            if (!arguments[i].Fits(Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }
}
