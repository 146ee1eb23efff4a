using SecurityDecisioning.Policies.Cel.Conformance;

namespace SecurityDecisioning.Policies.Tests.Cel.Conformance;

/// <summary>The runner itself, over cases written here: it counts everything and passes nothing over.</summary>
[TestFixture]
internal sealed class ConformanceRunnerTests
{
    [TestCase("""{"expr": "1 + 1", "expect": {"value": {"int": "2"}}}""", ConformanceStatus.Passed)]
    [TestCase("""{"expr": "1 + 1", "expect": {"value": {"double": "2"}}}""", ConformanceStatus.Failed)]
    [TestCase("""{"expr": "1 + 1", "value": {"int64Value": "2"}}""", ConformanceStatus.Passed)]
    [TestCase("""{"expr": "1 == 1"}""", ConformanceStatus.Passed)]
    [TestCase("""{"expr": "1 == 2"}""", ConformanceStatus.Failed)]
    [TestCase("""{"expr": "1 / 0", "expect": {"error": ["division by zero"]}}""", ConformanceStatus.Passed)]
    [TestCase("""{"expr": "1 / 1", "expect": {"error": ["division by zero"]}}""", ConformanceStatus.Failed)]
    [TestCase("""{"expr": "nothing(1)", "expect": {"error": ["no such overload"]}}""", ConformanceStatus.Failed)]
    [TestCase("""{"expr": "1 +", "expect": {"error": ["range"]}}""", ConformanceStatus.Failed)]
    [TestCase("""{"expr": "'a' + 1", "expect": {"error": ["no such overload"]}}""", ConformanceStatus.Passed)]
    [TestCase("""{"expr": "Message{field: 1}", "expect": {"value": {"int": "1"}}}""", ConformanceStatus.Unsupported)]
    [TestCase("""{"expr": "1", "expect": {"value": {"message": {"@type": "a/b"}}}}""", ConformanceStatus.Unsupported)]
    [TestCase("""{"expr": "1", "expect": {"unknown": {}}}""", ConformanceStatus.Unsupported)]
    [TestCase("""{"expr": "true", "disable_macros": true, "expect": {"value": {"bool": true}}}""", ConformanceStatus.Unsupported)]
    [TestCase("""{"expr": "true", "type_env": [{"name": "f", "function": {}}], "expect": {"value": {"bool": true}}}""", ConformanceStatus.Unsupported)]
    [TestCase("""{"expr": "true", "expect": {"value": {"int": "x"}}}""", ConformanceStatus.Failed)]
    [TestCase("""{"expr": "y", "container": "x", "bindings": {"x.y": {"bool": true}}, "expect": {"value": {"bool": true}}}""", ConformanceStatus.Passed)]
    [TestCase("""{"expr": "[1]", "expect": {"typed_result": {"result": {"list": [{"int": "1"}]}, "deduced_type": {"list_type": {"elem_type": {"primitive": "INT64"}}}}}}""", ConformanceStatus.Passed)]
    [TestCase("""{"expr": "[1]", "expect": {"typed_result": {"deduced_type": {"list_type": {"elem_type": {"primitive": "STRING"}}}}}}""", ConformanceStatus.Failed)]
    [TestCase("""{"expr": "x", "check_only": true, "type_env": [{"name": ["x"], "ident": [{"type": [{"primitive": [["lit", "BOOL"]]}]}]}], "expect": {"typed_result": {"deduced_type": {"primitive": [["lit", "BOOL"]]}}}}""", ConformanceStatus.Passed)]
    [TestCase("""{"expr": "x.getSeconds()", "bindings": {"x": {"duration": "61.5s"}}, "expect": {"value": {"int": "61"}}}""", ConformanceStatus.Passed)]
    [TestCase("""{"expr": "x", "bindings": {"x": {"int": "1"}, "x": {"int": "2"}}, "expect": {"value": {"int": "2"}}}""", ConformanceStatus.Failed)]
    [TestCase("""{"expr": "x", "bindings": {"x": {"map": [[]]}}, "expect": {"value": {"int": "2"}}}""", ConformanceStatus.Failed)]
    [TestCase("""{"expr": 1, "name": null, "bindings": [], "expect": {"value": {"int": "1"}}}""", ConformanceStatus.Failed)]
    public void Case_is_judged_by_what_it_expects(string json, ConformanceStatus expected)
    {
        var outcome = Run($"[{json}]").Outcomes.Single();

        Assert.That(outcome.Status, Is.EqualTo(expected), outcome.Reason);
        Assert.That(outcome.Reason.Length > 0, Is.EqualTo(expected != ConformanceStatus.Passed), "what did not pass says why");
    }

    [TestCase("{")]
    [TestCase("[1]")]
    [TestCase("{\"name\": \"no cases\"}")]
    public void File_that_cannot_be_read_is_a_failure(string json) => Assert.That(Run(json).Failed, Is.EqualTo(1));

    [Test]
    public void Cases_in_sections_are_counted_each()
    {
        var file = Run("""{"name": "f", "section": [{"name": "a", "test": [{"name": "x", "expr": "true"}, {"name": "y", "expr": "false"}]}]}""");

        Assert.That((file.Passed, file.Failed, file.Outcomes[1].Section), Is.EqualTo((1, 1, "a")));
    }

    [Test]
    public void Any_file_is_counted_whatever_it_holds()
    {
        const string Whole = """
            [{"section": "s", "name": "n", "expr": "x.all(y, y > 0) && t.getSeconds() == 61", "disable_check": true, "container": "a",
              "bindings": {"x": {"list": [{"int": "1"}]}, "m": {"map": [[{"string": "k"}, {"double": "NaN"}]]}, "t": {"duration": "61s"}},
              "type_env": [{"name": ["x"], "ident": [{"type": [{"list_type": [{"elem_type": [{"primitive": [["lit", "INT64"]]}]}]}]}]}],
              "expect": {"typed_result": {"result": {"bool": true}, "deduced_type": {"primitive": "BOOL"}}}}]
            """;
        Assert.That(Run(Whole).Passed, Is.EqualTo(1));
        var random = new Random(20261124);
        for (var i = 0; i < 1500; i++)
        {
            var at = random.Next(Whole.Length);
            var length = random.Next(1, Math.Min(20, Whole.Length - at));
            var mutated = random.Next(3) switch
            {
                0 => Whole.Remove(at, length),
                1 => Whole.Insert(at, Whole.Substring(random.Next(Whole.Length - 20), length)),
                _ => Whole.Remove(at, 1).Insert(at, random.Next(10).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            };
            Assert.That(Run(mutated).Outcomes.Count(o => o.Reason.Length > 0 || o.Status == ConformanceStatus.Passed), Is.GreaterThan(0), mutated);
        }
    }

    private static ConformanceFile Run(string json)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["cases.json"], json);
        return ConformanceRunner.RunFolder(folder.Path).Single();
    }
}
