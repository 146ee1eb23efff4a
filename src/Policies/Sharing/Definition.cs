using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>A named expression: a variable, or a macro with parameters.</summary>
internal sealed class Definition(SourceText source, Field name, Field text, CelExpression body, IReadOnlyList<string>? parameters)
{
    public SourceText Source { get; } = source;

    public Field Name { get; } = name;

    /// <summary>The expression as written.</summary>
    public Field Text { get; } = text;

    public CelExpression Body { get; } = body;

    /// <summary>Names that the body uses for a macro's arguments; null for a variable.</summary>
    public IReadOnlyList<string>? Parameters { get; } = parameters;

    public bool IsMacro => Parameters is not null;

    /// <summary>How conditions write it.</summary>
    public string Written => IsMacro ? $"{Name.Value}(…)" : $"vars.{Name.Value}";

    /// <summary>Whether something is wrong with it, which has been reported: what uses it is not expanded.</summary>
    public bool IsBroken { get; set; }
}
