namespace SecurityDecisioning.Contracts.Tests.Features;

/// <summary>The catalogue is a stored format: vectors in records, columns of models, names in policies.</summary>
internal sealed class FeatureCatalogTests
{
    /// <summary>
    /// Changes only together with a new model: a reordered or renamed feature makes every stored vector mean something else.
    /// </summary>
    private const string GoldenHash = "c9488418ae0cb9ec";

    [Test]
    public void Names_and_order_are_the_stored_ones() => Assert.That(FeatureCatalog.Hash, Is.EqualTo(GoldenHash));

    [Test]
    public void Every_feature_knows_its_index_and_is_found_by_its_name()
    {
        for (var i = 0; i < FeatureCatalog.Count; i++)
        {
            var feature = FeatureCatalog.All[i];
            Assert.That(feature.Index, Is.EqualTo(i));
            Assert.That(FeatureCatalog.IndexOf(feature.Name), Is.EqualTo(i));
            Assert.That(FeatureCatalog.TryGet(feature.Name, out var found) && found == feature, Is.True, feature.Name);
        }
    }

    [Test]
    public void Names_are_unique_lower_case_and_begin_with_their_entity()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FeatureCatalog.All.Select(f => f.Name), Is.Unique);
            foreach (var feature in FeatureCatalog.All)
            {
                var owner = feature.Entity == EntityKind.None ? "request" : EntityKinds.NameOf(feature.Entity);
                Assert.That(feature.Name, Does.Match($"^{owner}\\.[a-z0-9_]+$"));
                Assert.That(feature.Meaning, Does.EndWith(".").And.Length.GreaterThan(10), feature.Name);
            }
        }
    }

    [Test]
    public void Windows_of_a_measure_are_neighbours_and_named_after_their_length()
    {
        foreach (var entity in EntityKinds.Counted)
        foreach (var counter in Enum.GetValues<FeatureCounter>())
        {
            var first = FeatureCatalog.IndexOf(entity, counter, FeatureWindow.Seconds30);
            var isCounted = EntityKinds.All.Contains(entity) || (int)counter < FeatureCatalog.SharedCounters;
            Assert.That(first >= 0, Is.EqualTo(isCounted), $"{entity} {counter}");
            if (!isCounted) continue;
            foreach (var window in FeatureWindows.All)
            {
                var feature = FeatureCatalog.All[FeatureCatalog.IndexOf(entity, counter, window)];
                Assert.That(feature.Index, Is.EqualTo(first + (int)window - 1));
                Assert.That(feature.Window, Is.EqualTo(window));
                Assert.That(feature.Entity, Is.EqualTo(entity));
                Assert.That(feature.Name, Does.EndWith("_" + FeatureWindows.NameOf(window)));
            }
        }
    }

    [Test]
    public void Distinct_counts_that_would_always_be_one_do_not_exist()
    {
        (EntityKind, FeatureDistinct)[] absent =
        [
            (EntityKind.Account, FeatureDistinct.Accounts), (EntityKind.Session, FeatureDistinct.Accounts),
            (EntityKind.Device, FeatureDistinct.Devices), (EntityKind.Ip, FeatureDistinct.Ips),
        ];
        EntityKind[] guessing = [EntityKind.Device, EntityKind.Ip, EntityKind.Network];
        foreach (var entity in EntityKinds.Counted)
        foreach (var distinct in Enum.GetValues<FeatureDistinct>())
        {
            var index = FeatureCatalog.IndexOf(entity, distinct, FeatureWindow.Hour1);
            var isAbsent = absent.Contains((entity, distinct)) || !EntityKinds.All.Contains(entity)
                || (distinct == FeatureDistinct.UnknownNames && !guessing.Contains(entity));
            Assert.That(index < 0, Is.EqualTo(isAbsent), $"{entity} {distinct}");
            if (index >= 0) Assert.That(FeatureCatalog.All[index].Unit, Is.EqualTo(FeatureUnit.Distinct));
        }
    }

    [Test]
    public void Location_is_marked_wherever_an_address_network_or_country_speaks()
    {
        foreach (var feature in FeatureCatalog.All)
        {
            var speaks = feature.Name.Contains("distinct_ips", StringComparison.Ordinal)
                || feature.Entity is EntityKind.Asn or EntityKind.Country
                || feature.Name is "account.new_network" or "account.new_country" or "account.new_asn" or "account.geo_velocity"
                    or "account.login_surprise_network" or "account.login_surprise" or "session.network_changed"
                    or "session.country_changed" or "request.tor" or "request.hosting" or "request.vpn" or "request.public_proxy"
                    or "request.residential_proxy" or "request.anonymous" or "request.allowed_network";
            Assert.That(feature.Sensitivity == Sensitivity.Location, Is.EqualTo(speaks), feature.Name);
        }
    }

    [Test]
    public void Window_lengths_follow_their_names()
    {
        Assert.That(FeatureWindows.All.Select(FeatureWindows.LengthMs), Is.EqualTo(new[] { 30_000L, 300_000, 3_600_000, 86_400_000 }));
    }

    [Test]
    public void Unknown_name_is_told()
    {
        Assert.That(() => FeatureCatalog.IndexOf("ip.horoscope"), Throws.InstanceOf<KeyNotFoundException>().With.Message.Contains("ip.horoscope"));
    }
}
