using SecurityDecisioning.DemoShop.Seed;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Behaviours;

/// <summary>
/// Somebody with an account: a desktop at home, perhaps a phone on the move, seldom a new device or a journey abroad. What
/// they do is what takeovers and thefts must be told from.
/// </summary>
internal sealed class Customer
{
    private readonly Stage _stage;
    private readonly ClientAddress _home;
    private readonly int _country;
    private readonly bool _mobile;
    private readonly IReadOnlyList<long> _visits;
    private Client _browser;
    private Client? _phone;

    public Customer(Stage stage, SeedAccount account, ClientAddress home, int country, bool mobile, double visitGap = 1)
    {
        _stage = stage;
        Account = account;
        _home = home;
        _country = country;
        _mobile = mobile;
        _visits = stage.VisitTimes(visitGap);
        _browser = stage.NewClient(mobile ? Personas.MobileBrowser(stage.Rng) : Personas.AnyBrowser(stage.Rng));
    }

    public SeedAccount Account { get; }

    /// <summary>The browser of the first visit, which always signs in.</summary>
    public Client Browser => _browser;

    public long FirstVisitMs => _visits[0];

    public IEnumerable<Step> Play()
    {
        // Read once: the browser of the first visits, though a new one may follow.
        var signedIn = new HashSet<int>();
        var rng = _stage.Rng;
        var nowMs = 0L;
        for (var i = 0; i < _visits.Count; i++)
        {
            var visit = Arrive(i, Math.Max(_visits[i], nowMs));
            foreach (var step in visit.Open(StepKind.Home))
            {
                yield return step;
            }

            visit.Read();
            if (!signedIn.Contains(visit.Client.Id) || rng.Chance(0.15))
            {
                signedIn.Add(visit.Client.Id);
                foreach (var step in Shopping.SignIn(visit, Account))
                {
                    yield return step;
                }
            }

            foreach (var step in Rest(visit, signedIn))
            {
                yield return step;
            }

            nowMs = visit.Now + 1;
        }
    }

    private IEnumerable<Step> Rest(Visit visit, HashSet<int> signedIn)
    {
        var rng = _stage.Rng;
        foreach (var step in Shopping.Browse(visit, rng.Between(1, 8)))
        {
            yield return step;
        }

        if (_mobile && rng.Chance(0.6))
        {
            visit.Address = Carrier();
            foreach (var step in Shopping.Browse(visit, rng.Between(1, 5)))
            {
                yield return step;
            }
        }

        if (rng.Chance(0.25))
        {
            foreach (var step in Shopping.Buy(visit, rng.Between(1, 3)))
            {
                yield return step;
            }
        }

        if (rng.Chance(0.06))
        {
            signedIn.Remove(visit.Client.Id);
            yield return visit.Do(StepKind.Logout);
        }
    }

    private Visit Arrive(int visit, long atMs)
    {
        var rng = _stage.Rng;
        if (visit > 0 && rng.Chance(0.03))
        {
            _browser = _stage.NewClient(Personas.AnyBrowser(rng));
        }

        if (visit > 0 && rng.Chance(0.2))
        {
            _phone ??= _stage.NewClient(Personas.MobileBrowser(rng));
            return _stage.Visit(_phone, rng.Chance(0.5) ? _home : Carrier(), atMs);
        }

        if (visit > 0 && rng.Chance(0.03))
        {
            var abroad = SimulatedCountries.Address(rng.Below(SimulatedCountries.Count), rng.Between(1, 120), rng.Between(2, 250));
            return _stage.Visit(_browser, abroad, atMs);
        }

        return _stage.Visit(_browser, _mobile && rng.Chance(0.7) ? Carrier() : _home, atMs);
    }

    /// <summary>A mobile carrier hands out addresses from a few networks, the next one elsewhere than the last.</summary>
    private ClientAddress Carrier() =>
        SimulatedCountries.Address(_country, 121 + _stage.Rng.Below(6), _stage.Rng.Between(1, 250));
}
