using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>Makes nodes of macros.</summary>
internal static class MacroCompiler
{
    public static CelNode Compile(CelMacroCall call, Func<CelExpression, CelNode> compile)
    {
        if (call.Kind == CelMacro.Block)
        {
            return compile(call.Body);
        }

        var range = compile(call.Range);
        if (call.Kind == CelMacro.Has)
        {
            return new HasNode(range, ((CelSelect)call.Body).Field);
        }

        var body = compile(call.Body);
        var variables = MacroVariables.Of(call);
        return call.Kind switch
        {
            CelMacro.All or CelMacro.Exists or CelMacro.ExistsOne => new QuantifierNode(call.Kind, range, variables, body),
            CelMacro.Bind => new BindNode(range, variables.First, body),
            CelMacro.OptMap => new OptionalMapNode(range, variables.First, body, isFlat: false),
            CelMacro.OptFlatMap => new OptionalMapNode(range, variables.First, body, isFlat: true),
            CelMacro.SortBy => new SortByNode(range, variables, body),
            _ => new TransformNode(call.Kind, range, variables, call.Filter is null ? null : compile(call.Filter), body),
        };
    }
}
