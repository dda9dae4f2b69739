using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Scenarios;

public sealed class ScenarioCatalogueTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("coaching-catalogue-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void Load_WhenTwoFilesShareAnId_NamesBoth()
    {
        Write(FaultyText.File, FaultyText.Sound);
        Write($"homework-design/{FaultyText.Id}.yaml", FaultyText.Sound);

        Problems().ShouldHaveSingleItem().ShouldBe(new ScenarioProblem(
            $"homework-design/{FaultyText.Id}.yaml", 1, $"id '{FaultyText.Id}' is taken by {FaultyText.File}", "choose another id"));
    }

    [Fact]
    public void Load_WhenSeveralFilesAreFaulty_ListsTheFaultsOfEach()
    {
        Write("home-school/a.yaml", "id: a");
        Write("home-school/b.yaml", "- no mapping");

        Problems().Select(problem => problem.File).ShouldBe(["home-school/a.yaml", "home-school/b.yaml"], ignoreOrder: true);
    }

    [Fact]
    public void Load_LeavesTheShelfOfEntriesAlone()
    {
        Write("qa/policies.yaml", "policies: []");
        Write(FaultyText.File, FaultyText.Sound);

        ScenarioCatalogue.Load(root.FullName).All.ShouldHaveSingleItem().Id.ShouldBe(FaultyText.Id);
    }

    [Fact]
    public void Load_OrdersByAreaThenDifficulty()
    {
        var order = Shipped.Catalogue.All.Select(scenario => (scenario.Area, scenario.Difficulty)).ToList();

        order.ShouldBe(order.Order());
    }

    [Fact]
    public void Find_OfAnUnknownId_FindsNothing() => Shipped.Catalogue.Find("nowhere").ShouldBeNull();

    private void Write(string file, string text)
    {
        var path = Path.Combine(root.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private IReadOnlyList<ScenarioProblem> Problems() => Should.Throw<InvalidContentException>(() => ScenarioCatalogue.Load(root.FullName)).Problems;
}
