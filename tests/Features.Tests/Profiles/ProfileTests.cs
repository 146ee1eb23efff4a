using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests.Profiles;

internal sealed class ProfileTests
{
    [Test]
    public void Account_without_login_has_no_known_device_and_nothing_new()
    {
        var vector = new FeatureStore().ApplyAndReadVector(SampleEvents.Request(Operation.Login, "alice", device: "laptop"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(vector.Feature("account.known_logins"), Is.Zero);
            Assert.That(vector.Feature("account.new_device"), Is.NaN);
            Assert.That(vector.Feature("account.new_network"), Is.NaN);
        }
    }

    [Test]
    public void Takeover_shows_in_every_trait_that_differs_from_the_logins_before()
    {
        var store = new FeatureStore();
        Login(store, "laptop", "203.0.113.9", "DE", 0);

        var home = store.ApplyAndReadVector(At("laptop", "203.0.113.77", "DE", 60_000));
        var stranger = store.ApplyAndReadVector(At("phone", "198.51.100.1", "US", 61_000, "curl/8.5.0"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Traits(home), Is.EqualTo(new float[] { 0, 0, 0, 0 }));
            Assert.That(Traits(stranger), Is.EqualTo(new float[] { 1, 1, 1, 1 }));
            Assert.That(stranger.Feature("account.known_logins"), Is.EqualTo(1));
        }
    }

    [Test]
    public void Missing_device_is_new_to_an_account_that_always_had_one_and_known_to_one_that_never_had()
    {
        var store = new FeatureStore();
        Login(store, "laptop", "203.0.113.9", "", 0);
        Assert.That(store.ApplyAndReadVector(At(null, "203.0.113.9", "", 1_000)).Feature("account.new_device"), Is.EqualTo(1));

        Login(store, null, "203.0.113.9", "", 2_000);
        Assert.That(store.ApplyAndReadVector(At(null, "203.0.113.9", "", 3_000)).Feature("account.new_device"), Is.Zero);
    }

    [Test]
    public void Unknown_country_is_neither_new_nor_learned()
    {
        var store = new FeatureStore();
        Login(store, "laptop", "203.0.113.9", "", 0);
        var first = store.ApplyAndReadVector(At("laptop", "203.0.113.9", "DE", 1_000));
        Login(store, "laptop", "203.0.113.9", "DE", 2_000);
        var unknown = store.ApplyAndReadVector(At("laptop", "203.0.113.9", "", 3_000));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Feature("account.new_country"), Is.NaN);
            Assert.That(unknown.Feature("account.new_country"), Is.NaN);
        }
    }

    [Test]
    public void Known_devices_are_bounded_and_the_longest_unused_is_forgotten()
    {
        var store = new FeatureStore();
        for (var i = 0; i < 9; i++) Login(store, $"device-{i}", "203.0.113.9", "DE", i * 10_000);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.ApplyAndReadVector(At("device-0", "203.0.113.9", "DE", 100_000)).Feature("account.new_device"), Is.EqualTo(1));
            for (var i = 1; i < 9; i++)
            {
                var vector = store.ApplyAndReadVector(At($"device-{i}", "203.0.113.9", "DE", 100_000 + i));
                Assert.That(vector.Feature("account.new_device"), Is.Zero, $"device-{i}");
            }
        }
    }

    [Test]
    public void Logins_are_counted_up_to_255()
    {
        var store = new FeatureStore();
        for (var i = 0; i < 300; i++) Login(store, "laptop", "203.0.113.9", "DE", i * 1_000);

        Assert.That(store.ApplyAndReadVector(At("laptop", "203.0.113.9", "DE", 400_000)).Feature("account.known_logins"), Is.EqualTo(255));
    }

    [Test]
    public void Order_of_logins_does_not_matter_even_past_the_bound()
    {
        var logins = Enumerable.Range(0, 40).Select(i => SampleEvents.Outcome(
            At($"device-{i % 23}", $"203.{i % 17}.113.9", "DE", i * 7_000), login: LoginOutcome.Succeeded)).ToArray();
        var forward = new FeatureStore();
        var backward = new FeatureStore();
        foreach (var login in logins) forward.Apply(login);
        foreach (var login in logins.Reverse()) backward.Apply(login);

        Assert.That(backward.StateHash(), Is.EqualTo(forward.StateHash()));
    }

    [Test]
    public void Session_begins_with_its_sign_in_even_where_its_first_request_came_from_elsewhere()
    {
        var store = new FeatureStore();
        var stolen = SampleEvents.Request(session: "s", device: "thief", ip: "198.51.100.1", country: "US", userAgent: "curl/8.5.0", atMs: 6);
        var login = SampleEvents.Request(Operation.Login, "alice", device: "laptop", country: "DE");
        store.Apply(stolen);
        store.Apply(SampleEvents.Outcome(login, login: LoginOutcome.Succeeded, newSession: "s", afterMs: 10));

        var thief = store.ReadVector(stolen);
        var owner = store.ApplyAndReadVector(SampleEvents.Request(session: "s", device: "laptop", country: "DE", atMs: 20));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(SessionTraits(thief), Is.EqualTo(new float[] { 1, 1, 1, 1 }));
            Assert.That(SessionTraits(owner), Is.EqualTo(new float[] { 0, 0, 0, 0 }));
        }
    }

    [Test]
    public void Session_without_sign_in_begins_with_its_first_sight()
    {
        var store = new FeatureStore();
        store.Apply(SampleEvents.Request(session: "s", device: "laptop", country: "DE"));

        var other = store.ApplyAndReadVector(SampleEvents.Request(session: "s", country: "", ip: "198.51.100.1", atMs: 20));

        Assert.That(SessionTraits(other), Is.EqualTo(new[] { 1, 1, 0, float.NaN }));
    }

    private static void Login(FeatureStore store, string? device, string ip, string country, long atMs) =>
        store.Apply(SampleEvents.Outcome(At(device, ip, country, atMs), login: LoginOutcome.Succeeded));

    private static SecurityEvent At(string? device, string ip, string country, long atMs, string userAgent = SampleEvents.Browser) =>
        SampleEvents.Request(Operation.Login, "alice", ip, device, country: country, atMs: atMs, userAgent: userAgent);

    private static float[] Traits(float[] vector) =>
        [.. new[] { "device", "network", "user_agent", "country" }.Select(t => vector.Feature($"account.new_{t}"))];

    private static float[] SessionTraits(float[] vector) =>
        [.. new[] { "device", "network", "user_agent", "country" }.Select(t => vector.Feature($"session.{t}_changed"))];
}
