using SecurityDecisioning.Learning.Registry;
using SecurityDecisioning.Learning.Training;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Learning.Tests.Registry;

internal sealed class ModelFolderTests
{
    [Test]
    public void What_is_written_is_what_loads()
    {
        using var folder = new TempFolder();

        var written = ModelFolder.Write(folder["m"], Model(), new ModelCard { Name = "m", Seed = 3 });

        var loaded = RiskModel.Load(folder["m"]);
        Assert.Multiple(() =>
        {
            Assert.That(loaded.Hash, Is.EqualTo(written.Hash));
            Assert.That(loaded.Card.Seed, Is.EqualTo(3));
            Assert.That(loaded.Card.ModelHash, Is.EqualTo(loaded.Hash));
            Assert.That(Directory.GetFiles(folder["m"]).Select(Path.GetFileName), Is.EquivalentTo(new[] { "model.json", "card.json" }));
        });
    }

    [Test]
    public void A_file_that_would_not_load_replaces_nothing()
    {
        using var folder = new TempFolder();
        var good = ModelFolder.Write(folder["m"], Model(), new ModelCard { Name = "m" });

        Assert.That(
            () => ModelFolder.Write(folder["m"], Model().AsMemory()[..500], new ModelCard { Name = "m" }),
            Throws.InstanceOf<ModelFileException>());
        Assert.That(RiskModel.Load(folder["m"]).Hash, Is.EqualTo(good.Hash));
    }

    private static byte[] Model() => XgboostModelWriter.Write(
        BoostedTreeTrainer.Train(
            RandomRows.Make(400, seed: 1), null, new TrainingOptions { Trees = 3, MaxDepth = 2, EarlyStopping = 0 }),
        new Dictionary<string, string>());
}
