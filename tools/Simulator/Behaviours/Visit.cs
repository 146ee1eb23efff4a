using SecurityDecisioning.DemoShop.Seed;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Behaviours;

/// <summary>One client's way through the shop: a clock that only moves forward, and the steps it makes.</summary>
internal sealed class Visit(Stage stage, Client client, ClientAddress address, long atMs)
{
    private bool _hasAssets;

    public long Now { get; private set; } = atMs;

    public Client Client { get; } = client;

    /// <summary>A phone on the move changes it between two steps.</summary>
    public ClientAddress Address { get; set; } = address;

    public Rng Rng => stage.Rng;

    /// <summary>Lets <paramref name="naturalSeconds"/> pass at the world's pace.</summary>
    public void Pause(double naturalSeconds) => Now += Math.Max(1, stage.Pace.Ms(naturalSeconds));

    /// <summary>A person reads: mostly seconds, now and then minutes.</summary>
    public void Read(double medianSeconds = 8) => Pause(Math.Min(Rng.LogNormal(medianSeconds, 0.9), 600));

    public Step Do(StepKind kind, int subject = 0) =>
        new(Now, stage.Actor, Client, Address, kind) { Subject = subject };

    public Step Login(SeedAccount account, string? password = null) => Login(account.Username, password ?? account.Password);

    public Step Login(string username, string password) =>
        Do(StepKind.Login) with { Username = username, Password = password };

    /// <summary>A page, and at a browser's first page its style and script.</summary>
    public IEnumerable<Step> Open(StepKind kind, int subject = 0)
    {
        yield return Do(kind, subject);
        if (!_hasAssets && Client.Persona.LoadsAssets)
        {
            _hasAssets = true;
            Pause(0.15);
            yield return Do(StepKind.Stylesheet);
            Pause(0.05);
            yield return Do(StepKind.Script);
        }
    }
}
