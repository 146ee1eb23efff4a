using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>When a campaign has what it came for.</summary>
public static class AttackGoal
{
    /// <summary>
    /// Effective steps that make a success: one account entered, one page of a stolen session, one order, a fair share of the
    /// catalogue, a handful of accounts, a hundred answers of the API.
    /// </summary>
    public static int Needed(Threat threat) => threat switch
    {
        Threat.Scraping => 60,
        Threat.AccountCreationAbuse => 5,
        Threat.ApiAbuse => 100,
        _ => 1,
    };

    /// <summary>Whether an effective step of this kind counts towards the goal.</summary>
    public static bool Counts(Threat threat, StepKind kind) => threat switch
    {
        Threat.AccountTakeover or Threat.SessionHijacking => kind is StepKind.Account or StepKind.Checkout,
        Threat.Scraping => kind is StepKind.Product or StepKind.Catalogue,
        Threat.AccountCreationAbuse => kind == StepKind.Register,
        Threat.ApiAbuse => kind is StepKind.ApiProduct or StepKind.ApiOrder,
        _ => kind == StepKind.Login,
    };
}
