using System.Globalization;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Sharing;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>Every name that a condition may use: features, risk, threats, the request, who is known, the standing restriction.</summary>
internal static class PolicyVocabulary
{
    /// <summary>The names that every set has.</summary>
    public static CelEnvironment Environment { get; } = Build();

    /// <summary>The same with what a set shares.</summary>
    public static CelEnvironment With(SharedScope scope)
    {
        var environment = Build();
        var forms = new SharedForms(scope, environment);
        environment.Add("list", forms.List);
        environment.Add("experiment.arm", forms.Arm);
        return environment;
    }

    private static CelEnvironment Build()
    {
        var environment = new CelEnvironment();
        foreach (var feature in FeatureCatalog.All)
        {
            environment.Add(OfFeature(feature));
        }

        AddRisk(environment);
        AddRequest(environment);
        AddKnown(environment);
        environment.Add(new PolicyVariable("restriction.action", CelType.String, new TextNode(AppliedAction), InputNature.Evidence)
        {
            Values = ["none", .. ActionKinds.All.Select(ActionKinds.NameOf)],
        });
        environment.Add(new PolicyVariable(
            "restrictions", CelType.ListOf(CelType.MapOf(CelType.String, CelType.Dyn)), new RestrictionsNode(), InputNature.Evidence)
        {
            IsAlwaysKnown = true,
            Largest = RestrictionsNode.Largest,
        });
        environment.Add(new PolicyVariable("now", CelType.Timestamp, new NowNode(), InputNature.Neutral) { IsAlwaysKnown = true });
        environment.Add("threat", PolicyForms.Threat);
        environment.Add("threat.evidence", PolicyForms.Evidence);
        environment.Add("known", PolicyForms.Known);
        environment.Add("ja4", PolicyForms.Ja4);
        return environment;
    }

    private static PolicyVariable OfFeature(FeatureDefinition feature)
    {
        var isFlag = feature.Unit == FeatureUnit.Flag;
        return new PolicyVariable(
            "f." + feature.Name,
            isFlag ? CelType.Bool : CelType.Double,
            isFlag ? new FlagNode(feature.Index) : new FeatureNode(feature.Index),
            NatureOf(feature.Sensitivity))
        {
            Feature = feature,
        };
    }

    internal static InputNature NatureOf(Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.ContentFree => InputNature.Neutral,
        Sensitivity.Location => InputNature.Location,
        _ => InputNature.Evidence,
    };

    private static void AddRisk(CelEnvironment environment)
    {
        environment.Add(new PolicyVariable("risk.score", CelType.Double, new RiskNode(), InputNature.Evidence));
        environment.Add(new PolicyVariable(
            "risk.level", CelType.String, new TextNode(static d => RiskLevels.NameOf(d.Level)), InputNature.Evidence)
        {
            Values = ["low", "medium", "high"],
        });
    }

    private static void AddRequest(CelEnvironment environment)
    {
        Text("operation", static d => Operations.NameOf(d.Event.Operation), InputNature.Neutral, Operations.All);
        Text("method", static d => RequestMethods.NameOf(d.Event.Method), InputNature.Neutral,
            [.. Enum.GetValues<RequestMethod>().Select(RequestMethods.NameOf)]);
        Text("path", static d => d.Event.Path, InputNature.Neutral);
        Text("route", static d => d.Event.Route, InputNature.Neutral);
        Text("host", static d => d.Event.Host, InputNature.Neutral);
        Text("ip", static d => d.Event.Ip.ToString(), InputNature.Location);
        Text("country", static d => d.Event.Country, InputNature.Location);
        environment.Add(new PolicyVariable("request.asn", CelType.Int, new AsnNode(), InputNature.Location) { IsAlwaysKnown = true });
        environment.Add(new PolicyVariable("request.device", CelType.Bool, new EntityKnownNode(EntityKind.Device), InputNature.Neutral));
        Text("ja4", static d => d.Event.Ja4 == 0 ? "" : d.Event.Ja4.ToString("x16", CultureInfo.InvariantCulture), InputNature.Evidence);
        Text("user_agent", static d => d.Event.UserAgent, InputNature.Evidence);
        Trait("is_browser", InputNature.Evidence, RequestTraits.HasUserAgent | RequestTraits.HasAccept
            | RequestTraits.HasAcceptLanguage | RequestTraits.HasAcceptEncoding);
        Trait("accepts_html", InputNature.Neutral, RequestTraits.AcceptsHtml);
        Trait("has_clearance", InputNature.Neutral, RequestTraits.HasClearance);
        Trait("has_cookie", InputNature.Neutral, RequestTraits.HasCookie);
        Trait("is_tls", InputNature.Neutral, RequestTraits.Tls);
        Trait("forged_token", InputNature.Evidence, RequestTraits.ForgedToken);
        Trait("forged_forwarding", InputNature.Evidence, RequestTraits.ForgedForwarding);
        Trait("unreadable_body", InputNature.Evidence, RequestTraits.UnreadableBody);

        void Text(string name, Func<Decision, string> read, InputNature nature, IReadOnlyList<string>? values = null) =>
            environment.Add(new PolicyVariable("request." + name, CelType.String, new TextNode(read), nature)
            {
                Values = values,
                IsAlwaysKnown = true,
            });

        void Trait(string name, InputNature nature, RequestTraits all) =>
            environment.Add(new PolicyVariable("request." + name, CelType.Bool, new TraitNode(all), nature)
            {
                IsAlwaysKnown = true,
            });
    }

    private static void AddKnown(CelEnvironment environment)
    {
        foreach (var kind in EntityKinds.All)
        {
            environment.Add(new PolicyVariable(
                EntityKinds.NameOf(kind) + ".known", CelType.Bool, new EntityKnownNode(kind), InputNature.Neutral));
        }

        environment.Add(new PolicyVariable(
            "account.verified", CelType.Bool, new TraitNode(RequestTraits.AccountVerified), InputNature.Neutral));
    }

    private static string AppliedAction(Decision decision) =>
        decision.Applied is { } applied ? ActionKinds.NameOf(applied.Action) : "none";
}
