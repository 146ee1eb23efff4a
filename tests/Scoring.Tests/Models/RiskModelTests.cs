using System.Text;
using System.Text.Json.Nodes;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Scoring.Tests.Models;

internal sealed class RiskModelTests
{
    private static readonly int Triage = RankerColumns.Triage;
    private static readonly int Requests = FeatureCatalog.IndexOf("ip.requests_5m");

    [TestCase(0.4f, 99f, -1)]
    [TestCase(0.5f, 9f, 0.5, Description = "a value at the threshold goes right")]
    [TestCase(0.9f, 10f, 2)]
    [TestCase(float.NaN, 99f, -1, Description = "missing goes left here")]
    [TestCase(0.9f, float.NaN, 2, Description = "and right there")]
    [TestCase(float.PositiveInfinity, float.NegativeInfinity, 0.5)]
    public void Row_follows_thresholds_and_missing_directions(float triage, float requests, double margin)
    {
        var row = new float[RankerColumns.Count];
        row[Triage] = triage;
        row[Requests] = requests;

        var model = RiskModel.Parse(TinyModel.Bytes());

        Assert.That(model.Probability(row), Is.EqualTo(TinyModel.Sigmoid(margin)).Within(1e-7));
    }

    [TestCase("5E-1", 0)]
    [TestCase("[5E-1]", 0)]
    [TestCase("0.2", -1.3862944)]
    [TestCase("[2E-1]", -1.3862944)]
    public void Base_score_is_read_in_every_form(string text, double margin) =>
        Assert.That(RiskModel.Parse(TinyModel.Bytes(null, text)).Trees.BaseMargin, Is.EqualTo(margin).Within(1e-6));

    [Test]
    public void Booleans_are_read_as_missing_directions_too()
    {
        var row = new float[RankerColumns.Count];
        row[Triage] = float.NaN;

        var model = RiskModel.Parse(TinyModel.Bytes(m =>
            m.Tree()["default_left"] = new JsonArray(false, false, false, false, false)));

        Assert.That(model.Trees.Margin(row), Is.EqualTo(0.5f));
    }

    [Test]
    public void Hash_is_of_the_file()
    {
        var bytes = TinyModel.Bytes();
        var other = TinyModel.Bytes(m => m.Learner()["attributes"]!["note"] = "x");

        Assert.Multiple(() =>
        {
            Assert.That(RiskModel.Parse(bytes).Hash, Has.Length.EqualTo(16).And.EqualTo(RiskModel.HashOf(bytes)));
            Assert.That(RiskModel.Parse(other).Hash, Is.Not.EqualTo(RiskModel.HashOf(bytes)));
        });
    }

    [Test]
    public void Calibration_travels_in_the_model_file()
    {
        var row = new float[RankerColumns.Count];
        row[Triage] = 0.9f;
        row[Requests] = 50;

        var model = RiskModel.Parse(TinyModel.Bytes(m => m.Learner()["attributes"]!["sd.calibration"] = "platt:0.5,-1.25"));

        Assert.That(model.Probability(row), Is.EqualTo(TinyModel.Sigmoid((2 * 0.5) - 1.25)).Within(1e-7));
    }

    [TestCase("platt:-1,0")]
    [TestCase("platt:0,0")]
    [TestCase("platt:NaN,0")]
    [TestCase("platt:1")]
    [TestCase("isotonic")]
    public void A_calibration_that_would_turn_the_order_around_is_refused(string text) => Assert.That(
        () => RiskModel.Parse(TinyModel.Bytes(m => m.Learner()["attributes"]!["sd.calibration"] = text)),
        Throws.InstanceOf<ModelFileException>().With.Message.Contains(text));

    private static IEnumerable<TestCaseData> Spoiled()
    {
        yield return Case("objective", m => m.Learner()["objective"]!["name"] = "reg:squarederror", "binary:logistic");
        yield return Case("booster", m => m.Learner()["gradient_booster"]!["name"] = "dart", "gbtree");
        yield return Case("classes", m => m.Learner()["learner_model_param"]!["num_class"] = "3", "several outputs");
        yield return Case("base score", m => m.Learner()["learner_model_param"]!["base_score"] = "1", "base_score");
        yield return Case("base score NaN", m => m.Learner()["learner_model_param"]!["base_score"] = "NaN", "base_score");
        yield return Case("no names", m => m.Learner()["feature_names"] = new JsonArray(), "names no features");
        yield return Case("foreign name", m => m.Learner()["feature_names"]![0] = "their.feature", "`their.feature`");
        yield return Case("features", m => m.Learner()["learner_model_param"]!["num_feature"] = "7", "names 2 features");
        yield return Case("huge features", m => m.Learner()["learner_model_param"]!["num_feature"] = "2000000000", "possible");
        yield return Case("number", m => m.Learner()["learner_model_param"]!["num_feature"] = "many", "schema");
        yield return Case("cycle", m => m.Tree()["left_children"] = TinyModel.Array("1,-1,0,-1,-1"), "twice");
        yield return Case("self", m => m.Tree()["left_children"] = TinyModel.Array("0,-1,3,-1,-1"), "twice");
        yield return Case("shared child", m => m.Tree()["right_children"] = TinyModel.Array("1,-1,4,-1,-1"), "twice");
        yield return Case("child out of range", m => m.Tree()["right_children"] = TinyModel.Array("9,-1,4,-1,-1"), "child 9");
        yield return Case("half a leaf", m => m.Tree()["right_children"] = TinyModel.Array("-1,-1,4,-1,-1"), "child -1");
        yield return Case("split index", m => m.Tree()["split_indices"] = TinyModel.Array("5,0,0,0,0"), "feature 5");
        yield return Case("negative split", m => m.Tree()["split_indices"] = TinyModel.Array("-1,0,0,0,0"), "feature -1");
        yield return Case("infinite threshold", m => m.Tree()["split_conditions"]![0] = 1e300, "finite");
        yield return Case("short array", m => m.Tree()["sum_hessian"] = TinyModel.Array("1,2"), "entries in sum_hessian");
        yield return Case("no array", m => m.Tree().Remove("split_conditions"), "schema");
        yield return Case("text for number", m => m.Tree()["split_conditions"]![0] = "0.5", "schema");
        yield return Case("categories", m => m.Tree()["categories"] = TinyModel.Array("1"), "categories");
        yield return Case("no trees", m => m.Learner()["gradient_booster"]!["model"]!["trees"] = new JsonArray(), "0 trees");
        yield return Case("no learner", m => m.Remove("learner"), "schema");
        yield return Case("learner is a list", m => m["learner"] = new JsonArray(), "schema");

        static TestCaseData Case(string name, Action<JsonObject> spoil, string says) =>
            new TestCaseData(spoil, says).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Spoiled))]
    public void A_spoiled_file_is_refused_with_its_reason(Action<JsonObject> spoil, string says) => Assert.That(
        () => RiskModel.Parse(TinyModel.Bytes(spoil)), Throws.InstanceOf<ModelFileException>().With.Message.Contains(says));

    [Test]
    public void A_file_cut_short_anywhere_is_refused()
    {
        var bytes = TinyModel.Bytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.That(
                () => RiskModel.Parse(bytes.AsMemory(0, length)), Throws.InstanceOf<ModelFileException>(), $"{length} bytes");
        }
    }

    [Test]
    public void A_file_with_any_byte_changed_loads_or_is_refused_and_never_crashes()
    {
        var bytes = TinyModel.Bytes();
        var random = new Random(11);
        var row = new float[RankerColumns.Count];
        for (var round = 0; round < 5_000; round++)
        {
            var spoiled = (byte[])bytes.Clone();
            spoiled[random.Next(bytes.Length)] = (byte)"0123456789-,[]{}\"eEN"[random.Next(20)];
            try
            {
                RiskModel.Parse(spoiled).Probability(row);
            }
            catch (ModelFileException)
            {
                // Refused, as it should be.
            }
        }
    }

    [Test]
    public void A_tree_deeper_than_the_limit_is_refused() => Assert.That(
        () => RiskModel.Parse(TinyModel.Bytes(m => Deepen(m.Tree(), 60))),
        Throws.InstanceOf<ModelFileException>().With.Message.Contains("deeper"));

    [Test]
    public void A_deeply_nested_file_is_refused() => Assert.That(
        () => RiskModel.Parse(Encoding.UTF8.GetBytes(new string('[', 100_000))), Throws.InstanceOf<ModelFileException>());

    [Test]
    public void A_card_of_another_model_is_refused() => Assert.That(
        () => RiskModel.Parse(TinyModel.Bytes(), new ModelCard { ModelHash = "0000000000000000" }),
        Throws.InstanceOf<ModelFileException>().With.Message.Contains("0000000000000000"));

    [Test]
    public void A_folder_without_a_model_is_refused_by_name()
    {
        using var folder = new TempFolder();

        Assert.That(
            () => RiskModel.Load(folder.Path),
            Throws.InstanceOf<ModelFileException>().With.Message.Contains("model.json").And.Message.Contains(folder.Path));
    }

    [Test]
    public void A_card_that_is_no_card_is_refused_by_name()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["model.json"], TinyModel.Bytes());
        File.WriteAllText(folder["card.json"], "{ \"rows\": \"many\" }");

        Assert.That(() => RiskModel.Load(folder.Path), Throws.InstanceOf<ModelFileException>().With.Message.Contains("card.json"));
    }

    [Test]
    public void A_model_without_a_card_loads()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["model.json"], TinyModel.Bytes());

        Assert.That(RiskModel.Load(folder.Path).Card.Name, Is.EqualTo("unnamed"));
    }

    /// <summary>A chain: every left child is a leaf, every right one splits again.</summary>
    private static void Deepen(JsonObject tree, int depth)
    {
        var count = (depth * 2) + 1;
        var nodes = Enumerable.Range(0, count).ToArray();
        var (left, right) = (new JsonArray(), new JsonArray());
        foreach (var node in nodes)
        {
            var splits = node % 2 == 0 && node < count - 1;
            left.Add(splits ? node + 1 : -1);
            right.Add(splits ? node + 2 : -1);
        }

        tree["left_children"] = left;
        tree["right_children"] = right;
        foreach (var name in new[] { "split_indices", "split_conditions", "default_left", "sum_hessian" })
        {
            tree[name] = new JsonArray([.. nodes.Select(_ => (JsonNode)0)]);
        }
    }
}
