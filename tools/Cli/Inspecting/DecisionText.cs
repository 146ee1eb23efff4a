using System.Globalization;
using SecurityDecisioning.Console.Decisions;

namespace SecurityDecisioning.Cli.Inspecting;

/// <summary>A decision as a person reads it in a terminal.</summary>
internal static class DecisionText
{
    public static void Write(Decision decision, TextWriter output)
    {
        var request = decision.Event;
        Line("Decision", decision.Id.ToString());
        Line("Time", DateTimeOffset.FromUnixTimeMilliseconds(request.TimeMs).ToString("O", CultureInfo.InvariantCulture));
        Line("Action", ActionKinds.NameOf(decision.Action) + (decision.ShadowAction == decision.Action
            ? ""
            : $" (with shadow policies live: {ActionKinds.NameOf(decision.ShadowAction)})"));
        Line("Risk", string.Create(
            CultureInfo.InvariantCulture,
            $"{decision.Risk:0.000} ({RiskLevels.NameOf(decision.Level)}), {ThreatCatalog.Get(decision.Threat).Title}"));
        Line("Request", $"{RequestMethods.NameOf(request.Method)} {Visible(request.Path)} ({Operations.NameOf(request.Operation)})");
        foreach (var kind in EntityKinds.All)
        {
            if (request.Entity(kind) is { IsNone: false } entity)
            {
                Line(EntityKinds.NameOf(kind), entity.Value);
            }
        }

        Line("Flags", decision.Flags.ToString());
        Line("Model", decision.ModelHash.Length == 0 ? "none" : decision.ModelHash);
        Line("Policy set", decision.PolicySetHash);
        if (decision.Arm.Length > 0)
        {
            Line("Arm", string.Create(CultureInfo.InvariantCulture, $"{Visible(decision.Arm)} (probability {decision.Propensity:0.####})"));
        }

        WriteCandidates(decision, output);
        WriteRules(decision, output);
        WriteObligations(decision, output);
        WriteRestrictions(decision, output);

        void Line(string name, string value) => output.WriteLine($"{name,-12}{value}");
    }

    private static void WriteCandidates(Decision decision, TextWriter output)
    {
        foreach (ref readonly var candidate in decision.Candidates.Items)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Candidate   {ThreatCatalog.NameOf(candidate.Threat)} {candidate.Probability:0.000} (triage {candidate.Triage:0.000})"));
            foreach (var evidence in candidate.Evidence)
            {
                var name = FeatureCatalog.All[evidence.Feature].Name;
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"              {name} = {evidence.Value:0.###}, a sign from {evidence.Threshold:0.###}"));
            }
        }
    }

    private static void WriteRules(Decision decision, TextWriter output)
    {
        foreach (var rule in decision.Rules)
        {
            var mode = rule.Mode == PolicyMode.Enforce ? "enforced" : "shadow";
            output.WriteLine($"Rule        {rule.Policy}/{rule.Rule} {ActionKinds.NameOf(rule.Proposed)}, {mode}: {rule.Reason}");
            output.WriteLine($"              {OutcomeWords.Of(decision, rule)}");
        }
    }

    private static void WriteObligations(Decision decision, TextWriter output)
    {
        foreach (var obligation in decision.Obligations)
        {
            var value = obligation.Value.Length > 0 ? $" = {Visible(obligation.Value)}" : "";
            output.WriteLine($"Obligation  {ObligationKinds.NameOf(obligation.Kind)} {Visible(obligation.Name)}{value}");
        }
    }

    private static void WriteRestrictions(Decision decision, TextWriter output)
    {
        if (decision.Applied is { } applied)
        {
            var why = $"by {Visible(applied.Owner)}: {Visible(applied.Reason)}";
            output.WriteLine($"Applied     {ActionKinds.NameOf(applied.Action)} on {applied.Entity} {why}");
        }

        foreach (var issued in decision.Issued)
        {
            var until = DateTimeOffset.FromUnixTimeMilliseconds(issued.UntilMs).ToString("O", CultureInfo.InvariantCulture);
            output.WriteLine($"Issued      {ActionKinds.NameOf(issued.Action)} on {issued.Entity} until {until}");
        }
    }

    /// <summary>A path is whatever a client sent: control characters must not reach the terminal.</summary>
    private static string Visible(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
