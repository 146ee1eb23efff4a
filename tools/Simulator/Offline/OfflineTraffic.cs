using System.Security.Cryptography;
using System.Text;
using SecurityDecisioning.Features.Enrichment;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Offline;

/// <summary>
/// Plays a scenario without a network: the events that the gateway's extractor would publish in front of the demo shop, with
/// the truth beside each, in order of time. Nothing is enforced, so that what is learned from it is what attackers do.
/// </summary>
public sealed class OfflineTraffic
{
    /// <summary>2026-01-05T00:00:00Z, a Monday.</summary>
    public const long DefaultStartMs = 1_767_571_200_000;

    private readonly long _startMs;
    private readonly Scenario _scenario;
    private readonly Rng _rng;
    private readonly ShopModel _shop;
    private readonly Dictionary<int, Jar> _jars = [];
    private readonly HashSet<int> _emptyHanded = [];
    private readonly Dictionary<string, Pseudonym> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<Persona, ClientFacts> _clients = [];
    private readonly Enricher _enricher = new();

    private OfflineTraffic(Scenario scenario, long startMs)
    {
        _scenario = scenario;
        _startMs = startMs;
        _rng = new Rng(scenario.Seed ^ 0x0FF1_14E0);
        _shop = new ShopModel(_rng);
    }

    /// <summary>The scenario's requests and outcomes. Same scenario and start, same events, ids included.</summary>
    public static IEnumerable<LabelledEvent> Of(Scenario scenario, long startMs = DefaultStartMs) =>
        new OfflineTraffic(scenario, startMs).Play();

    private IEnumerable<LabelledEvent> Play()
    {
        var outcomes = new PriorityQueue<LabelledEvent, (long TimeMs, EventId Id)>();
        foreach (var step in _scenario.Steps())
        {
            var atMs = _startMs + step.AtMs;
            while (outcomes.TryPeek(out var due, out var at) && at.TimeMs <= atMs)
            {
                outcomes.Dequeue();
                yield return due;
            }

            if (!TryPlay(step, out var request, out var outcome))
            {
                continue;
            }

            yield return new LabelledEvent(request, step.Actor.Truth, step.Actor.Id);
            outcomes.Enqueue(new LabelledEvent(outcome, step.Actor.Truth, step.Actor.Id), (outcome.TimeMs, outcome.Id));
        }

        while (outcomes.TryDequeue(out var last, out _))
        {
            yield return last;
        }
    }

    private bool TryPlay(Step step, out SecurityEvent request, out SecurityEvent outcome)
    {
        request = outcome = null!;
        var jar = JarOf(step.Client);
        if (step.Kind == StepKind.StealSession)
        {
            if (!jar.Steal(JarOf(step.Victim!), step.WholeJar))
            {
                _emptyHanded.Add(step.Actor.Id);
            }

            return false;
        }

        // A thief without loot has nothing to do, and is no theft.
        if (_emptyHanded.Contains(step.Actor.Id))
        {
            return false;
        }

        request = Request(step, jar);
        var answer = _shop.Answer(step, jar);
        outcome = Outcome(request, answer);
        Remember(step, jar);
        return true;
    }

    private SecurityEvent Request(Step step, Jar jar)
    {
        var http = StepRequest.Of(step);
        var atMs = _startMs + step.AtMs;
        var bearer = http.Path.StartsWith("/api/", StringComparison.Ordinal);
        var owner = step.Username.Length > 0 ? step.Username : bearer ? jar.TokenOf : Known(jar);
        var client = ClientOf(step.Client.Persona);
        return new SecurityEvent
        {
            Id = new EventId(((ulong)atMs << 16) | (ushort)_rng.Next(), _rng.Next()),
            Kind = EventKind.Request,
            TimeMs = atMs,
            Operation = http.Operation,
            Method = http.Method,
            Traits = Traits(step, http, jar, bearer),
            Route = Operations.NameOf(http.Operation),
            Host = "127.0.0.1:8080",
            Path = http.Path,
            UserAgent = EventLimits.Cut(step.Client.Persona.UserAgent, EventLimits.UserAgent),
            Account = AccountOf(owner),
            Session = bearer ? jar.Token : jar.Session,
            Device = jar.Device,
            Ip = step.Address,
            Country = SimulatedCountries.Of(step.Address),
            Agent = client.Agent,
            Hints = client.Hints,
        };
    }

    private ClientFacts ClientOf(Persona persona)
    {
        if (_clients.TryGetValue(persona, out var known))
        {
            return known;
        }

        var hints = (persona.Headers & RequestTraits.HasClientHints) != 0 ? HintHeaders.Of(persona.UserAgent) : default;
        return _clients[persona] = _enricher.Enrich(new ClientSignals
        {
            UserAgent = persona.UserAgent, Brands = hints.Brands, Mobile = hints.Mobile, Platform = hints.Platform,
        });
    }

    private static RequestTraits Traits(Step step, StepRequest http, Jar jar, bool bearer)
    {
        var persona = step.Client.Persona;
        var traits = persona.Headers;
        traits |= http.IsNavigation && (persona.Headers & RequestTraits.HasAcceptLanguage) != 0 ? RequestTraits.AcceptsHtml : 0;
        traits |= jar.HasCookies ? RequestTraits.HasCookie : 0;
        traits |= jar.HasPage ? RequestTraits.HasReferer : 0;
        return !bearer && step.Username.Length == 0 && Known(jar).Length > 0 ? traits | RequestTraits.AccountVerified : traits;
    }

    private static string Known(Jar jar) => jar.SeenToSignIn ? jar.SignedInAs : "";

    private SecurityEvent Outcome(SecurityEvent request, ShopAnswer answer)
    {
        var work = request.Operation is Operation.Login or Operation.Register ? 8.0 : 2.5;
        var durationUs = (long)(_rng.LogNormal(work, 0.5) * 1000);
        return request with
        {
            Kind = EventKind.Outcome,
            TimeMs = request.TimeMs + Math.Clamp(durationUs / 1000, 1, 2_000),
            Status = answer.Status,
            Login = answer.Login,
            NewSession = answer.NewSession,
            BytesOut = answer.Bytes,
            DurationUs = durationUs,
        };
    }

    private void Remember(Step step, Jar jar)
    {
        if (!step.Client.Persona.KeepsCookies || !StepRequest.Of(step).IsNavigation)
        {
            return;
        }

        jar.HasPage |= step.Client.Persona.LoadsAssets;
        if (jar.Device.IsNone)
        {
            jar.Device = new Pseudonym(_rng.Next() | 1, _rng.Next());
        }
    }

    private Jar JarOf(Client client)
    {
        if (!_jars.TryGetValue(client.Id, out var jar))
        {
            _jars.Add(client.Id, jar = new Jar());
        }

        return jar;
    }

    /// <summary>Not keyed: simulated names are no secret.</summary>
    private Pseudonym AccountOf(string username)
    {
        if (username.Length == 0)
        {
            return default;
        }

        if (!_accounts.TryGetValue(username, out var account))
        {
            account = Pseudonym.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(username.ToLowerInvariant())));
            _accounts.Add(username, account);
        }

        return account;
    }
}
