using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Explaining;

/// <summary>
/// Evaluates a condition part by part for one decision, each part by itself, so that "false &amp;&amp; error" shows both. For
/// people: it compiles as it goes and is no part of deciding.
/// </summary>
internal sealed class ConditionExplainer(CheckedExpression condition, Decision decision)
{
    private const int MaxParts = 128;
    private const int MaxInputs = 12;
    private const int MaxText = 240;
    private const int MaxValue = 80;

    private int _parts;

    public ExplainedPart Explain() => Explain(condition.Root);

    private ExplainedPart Explain(CelExpression expression)
    {
        _parts++;
        var value = Evaluate(expression);
        var (kind, below) = expression switch
        {
            CelLogic logic => (logic.IsAnd ? PartKind.All : PartKind.Any, logic.Operands),
            CelUnary { IsNot: true } not => (PartKind.Not, [not.Operand]),
            CelConditional choice => (PartKind.Choice, Chosen(choice)),
            _ => (PartKind.Test, []),
        };
        var parts = new List<ExplainedPart>(below.Count);
        foreach (var operand in below)
        {
            if (_parts < MaxParts)
            {
                parts.Add(Explain(operand));
            }
        }

        return new ExplainedPart(
            kind,
            Cut(expression.ToString(), MaxText),
            value.IsTrue ? true : value.IsFalse ? false : null,
            value.IsError ? Cut(value.AsText, MaxText) : value.IsTrue || value.IsFalse ? "" : "it is neither true nor false",
            parts,
            kind == PartKind.Test ? Inputs(expression) : []);
    }

    private IReadOnlyList<CelExpression> Chosen(CelConditional choice)
    {
        var condition = Evaluate(choice.Condition);
        return condition.IsTrue ? [choice.Condition, choice.Yes]
            : condition.IsFalse ? [choice.Condition, choice.No]
            : [choice.Condition];
    }

    private List<ExplainedInput> Inputs(CelExpression expression)
    {
        var inputs = new List<ExplainedInput>();
        Collect(expression, inputs);
        return inputs;
    }

    private void Collect(CelExpression expression, List<ExplainedInput> inputs)
    {
        if (!condition.References.TryGetValue(expression, out var variable))
        {
            foreach (var child in CelChildren.Of(expression))
            {
                Collect(child, inputs);
            }

            return;
        }

        // The variable of a macro has a value of its own for each element: none to show.
        if (variable is CelLocal)
        {
            return;
        }

        var name = Cut(expression.ToString(), MaxText);
        if (inputs.Count < MaxInputs && !inputs.Exists(i => i.Name == name))
        {
            inputs.Add(new ExplainedInput(name, TextOf(variable, Evaluate(expression))));
        }
    }

    /// <summary>A flag that is not known reads as false; whoever wants to know why must see that it was not known.</summary>
    private string TextOf(CelVariable variable, in CelValue value) =>
        variable is PolicyVariable { Feature: { } feature } && variable.Name == "f." + feature.Name
            && float.IsNaN(decision.Features[feature.Index])
            ? "unknown"
            : Cut(Rounded(value).ToString(), MaxValue);

    /// <summary>Features are 32-bit floats: nine digits tell any two of them apart, and the tail says nothing.</summary>
    private static CelValue Rounded(in CelValue value)
    {
        if (value.Kind != CelKind.Double || !double.IsFinite(value.AsDouble) || value.AsDouble == 0)
        {
            return value;
        }

        var digits = 8 - (int)Math.Floor(Math.Log10(Math.Abs(value.AsDouble)));
        return digits is >= 0 and <= 15 ? CelValue.Of(Math.Round(value.AsDouble, digits)) : value;
    }

    private CelValue Evaluate(CelExpression expression) =>
        CelCompiler.Compile(condition with { Root = expression }).Value(new EvaluationFrame(decision));

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
