using SecurityDecisioning.DemoShop.Seed;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Behaviours;

/// <summary>Deals out the parts of one scenario: the benign first, then the campaigns against them.</summary>
internal sealed class Cast
{
    private readonly ScenarioOptions _options;
    private readonly List<Actor> _actors = [];
    private readonly List<IEnumerable<Step>> _parts = [];
    private readonly List<Customer> _customers = [];
    private int _accounts;

    public Cast(ScenarioOptions options)
    {
        _options = options;
        AddCustomers();
        AddOffices();
        AddVisitors();
        AddAttacks();
    }

    public IReadOnlyList<Actor> Actors => _actors;

    public IReadOnlyList<IEnumerable<Step>> Parts => _parts;

    private void AddCustomers()
    {
        for (var i = Scaled(110); i > 0; i--)
        {
            var stage = Enter("customer", Threat.None);
            AddCustomer(stage, HomeOf(stage.Rng, out var country), country, mobile: false);
        }

        for (var i = Scaled(40); i > 0; i--)
        {
            var stage = Enter("mobile-customer", Threat.None);
            AddCustomer(stage, HomeOf(stage.Rng, out var country), country, mobile: true);
        }
    }

    /// <summary>Offices of up to forty people behind one address.</summary>
    private void AddOffices()
    {
        var people = Scaled(60);
        for (var office = 0; people > 0; office++)
        {
            var size = Math.Min(people, 12 + (office % 3 * 14));
            people -= size;
            var country = office % SimulatedCountries.CustomerCountries;
            var address = SimulatedCountries.Address(country, 30 + office, 10);
            for (var i = 0; i < size; i++)
            {
                AddCustomer(Enter("office-worker", Threat.None), address, country, mobile: false);
            }
        }
    }

    private void AddVisitors()
    {
        var days = Math.Max(1, _options.Pace.Duration / _options.Pace.VisitGap / 1.2);
        for (var i = Scaled(Math.Min(45 * days, 5000)); i > 0; i--)
        {
            var stage = Enter("shopper", Threat.None);
            _parts.Add(Visitors.Shopper(stage, HomeOf(stage.Rng, out _)));
        }

        for (var i = Scaled(22); i > 0; i--)
        {
            var stage = Enter("forgetful", Threat.None);
            _parts.Add(Visitors.Forgetful(stage, NextAccount(), HomeOf(stage.Rng, out _)));
        }

        for (var i = Scaled(5); i > 0; i--)
        {
            var stage = Enter("integration", Threat.None);
            var address = SimulatedCountries.Address(stage.Rng.Below(9), 20, stage.Rng.Between(2, 250));
            _parts.Add(Visitors.Integration(stage, NextAccount(), address));
        }

        _parts.Add(Visitors.Crawler(Enter("crawler", Threat.None)));
    }

    private void AddAttacks()
    {
        for (var i = 0; i < _options.Campaigns; i++)
        {
            Add("stuffing-distributed", Threat.CredentialStuffing, stage => LoginAttacks.Stuffing(stage, distributed: true));
            Add("stuffing-one-address", Threat.CredentialStuffing, stage => LoginAttacks.Stuffing(stage, distributed: false));
            Add("cracking", Threat.CredentialCracking, LoginAttacks.Cracking);
            Add("spraying", Threat.PasswordSpraying, LoginAttacks.Spraying);
            Add("scraping", Threat.Scraping, BulkAttacks.Scraping);
            Add("account-creation", Threat.AccountCreationAbuse, BulkAttacks.AccountCreation);
            Add("api-abuse", Threat.ApiAbuse, BulkAttacks.Api);

            // One theft is a handful of requests: several make up one campaign.
            for (var victim = 0; victim < 4; victim++)
            {
                Add("takeover", Threat.AccountTakeover, stage => IdentityAttacks.Takeover(stage, Victim(stage)));
                Add("session-theft", Threat.SessionHijacking, stage => IdentityAttacks.SessionTheft(stage, Victim(stage)));
            }
        }
    }

    private void Add(string behaviour, Threat truth, Func<Stage, IEnumerable<Step>> play)
    {
        if (_options.Attacks.Count == 0 || _options.Attacks.Contains(truth))
        {
            _parts.Add(play(Enter(behaviour, truth)));
        }
    }

    private void AddCustomer(Stage stage, ClientAddress home, int country, bool mobile)
    {
        var customer = new Customer(stage, NextAccount(), home, country, mobile);
        _customers.Add(customer);
        _parts.Add(customer.Play());
    }

    private Stage Enter(string behaviour, Threat truth)
    {
        var actor = new Actor(_actors.Count, behaviour, truth);
        _actors.Add(actor);
        // Each actor draws its own numbers: adding an attack changes nobody else's day.
        var seed = _options.Seed ^ (0xA5A5_5A5A_0000_0000UL + ((ulong)actor.Id * 0x9E37_79B9UL));
        return new Stage(actor, new Rng(seed), _options.Pace, _options.Intensity);
    }

    private SeedAccount NextAccount() => SeedAccounts.All[_accounts++ % SeedAccounts.Count];

    private Customer Victim(Stage stage) => stage.Rng.Pick(_customers);

    private int Scaled(double people) => Math.Max(1, (int)Math.Round(people * _options.Population));

    private static ClientAddress HomeOf(Rng rng, out int country)
    {
        country = rng.Below(SimulatedCountries.CustomerCountries);
        return SimulatedCountries.Address(country, rng.Between(1, 29), rng.Between(2, 250));
    }
}
