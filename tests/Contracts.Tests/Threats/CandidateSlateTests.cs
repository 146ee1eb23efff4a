namespace SecurityDecisioning.Contracts.Tests.Threats;

internal sealed class CandidateSlateTests
{
    [Test]
    public void Second_proposal_of_a_threat_keeps_the_larger_estimate_and_the_evidence()
    {
        var slate = new CandidateSlate();
        slate.Propose(Threat.Scraping, 0.4f).Add(1, 2, 3);
        slate.Propose(Threat.Scraping, 0.7f);
        slate.Propose(Threat.Scraping, 0.1f);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(slate.Count, Is.EqualTo(1));
            Assert.That(slate.Items[0].Triage, Is.EqualTo(0.7f));
            Assert.That(slate.Items[0].Probability, Is.EqualTo(0.7f));
            Assert.That(slate.Items[0].Evidence.Length, Is.EqualTo(1));
        }
    }

    [Test]
    public void Probability_follows_the_ranker_and_is_nothing_for_what_nobody_proposed()
    {
        var slate = new CandidateSlate();
        slate.Propose(Threat.ApiAbuse, 0.2f).Probability = 0.9f;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(slate.ProbabilityOf(Threat.ApiAbuse), Is.EqualTo(0.9f));
            Assert.That(slate.ProbabilityOf(Threat.Scraping), Is.Zero);
            Assert.That(slate.IndexOf(Threat.Scraping), Is.LessThan(0));
        }
    }

    [Test]
    public void Every_threat_fits_and_clearing_empties()
    {
        var slate = new CandidateSlate();
        foreach (var threat in ThreatCatalog.All) slate.Propose(threat.Threat, 0.5f);
        var full = slate.Count;
        slate.Clear();
        slate.Propose(Threat.Scraping, 0.3f);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(full, Is.EqualTo(ThreatCatalog.All.Count));
            Assert.That(slate.Count, Is.EqualTo(1));
            Assert.That(slate.Items[0].Evidence.IsEmpty, Is.True, "a reused place begins without evidence");
        }
    }

    [Test]
    public void Copy_is_independent_of_its_source()
    {
        var source = new CandidateSlate();
        source.Propose(Threat.Scraping, 0.3f).Add(7, 8, 9);
        var copy = new CandidateSlate();
        copy.Propose(Threat.ApiAbuse, 1);
        copy.CopyFrom(source);
        source.Clear();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(copy.Count, Is.EqualTo(1));
            Assert.That(copy.Items[0].Threat, Is.EqualTo(Threat.Scraping));
            Assert.That(copy.Items[0].Evidence[0].Feature, Is.EqualTo(7));
        }
    }

    [Test]
    public void Evidence_is_bounded_and_the_first_stays()
    {
        var candidate = new CandidateThreat();
        for (var i = 0; i < 10; i++) candidate.Add(i, i, 0);

        Assert.That(candidate.Evidence.ToArray().Select(e => (int)e.Feature), Is.EqualTo(new[] { 0, 1, 2, 3 }));
    }

    [Test]
    public void Threats_keep_their_names_and_values()
    {
        string[] expected =
        [
            "credential_stuffing", "credential_cracking", "account_takeover", "password_spraying",
            "session_hijacking", "scraping", "account_creation_abuse", "api_abuse",
        ];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ThreatCatalog.All.Select(t => t.Name), Is.EqualTo(expected));
            Assert.That(ThreatCatalog.All.Select(t => (int)t.Threat), Is.EqualTo(Enumerable.Range(1, 8)));
            foreach (var threat in ThreatCatalog.All)
                Assert.That(ThreatCatalog.TryParse(threat.Name, out var parsed) ? parsed : Threat.None, Is.EqualTo(threat.Threat));
            Assert.That(ThreatCatalog.TryParse("none", out _), Is.False);
        }
    }
}
