using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// What a policy's match says of its requests. Hosts and paths are matched whatever their case, which no text variable is, so
/// nothing follows from them.
/// </summary>
internal static class Requests
{
    public static readonly string[] Variables = ["request.operation", "request.route", "request.method"];

    public static Situation Of(PolicySummary policy)
    {
        var situation = new Situation();
        Narrow(situation, Variables[0], policy.Operations);
        Narrow(situation, Variables[1], policy.Routes);
        Narrow(situation, Variables[2], policy.Methods);
        return situation;
    }

    private static void Narrow(Situation situation, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0 && PolicyVocabulary.Environment.Find(name) is PolicyVariable variable)
        {
            situation.Narrow(variable, TextDomain.OneOf(values));
        }
    }
}
