using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>Where the variables of a macro are kept.</summary>
/// <param name="First">Slot of the only variable, or of the one for the position or key.</param>
/// <param name="Second">Slot of the one for the element or value; below zero where there is one variable only.</param>
internal readonly record struct MacroVariables(int First, int Second)
{
    public static MacroVariables Of(CelMacroCall call) => new(call.First!.Slot, call.Second?.Slot ?? -1);

    /// <summary>The next element of a list.</summary>
    public void Set(in EvaluationFrame frame, long position, in CelValue element)
    {
        frame.Locals[First] = Second < 0 ? element : CelValue.Of(position);
        if (Second >= 0)
        {
            frame.Locals[Second] = element;
        }
    }

    /// <summary>The next entry of a map.</summary>
    public void Set(in EvaluationFrame frame, in CelValue key, in CelValue value)
    {
        frame.Locals[First] = key;
        if (Second >= 0)
        {
            frame.Locals[Second] = value;
        }
    }
}
