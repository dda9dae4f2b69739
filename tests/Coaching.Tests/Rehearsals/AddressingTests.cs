using Coaching.Rehearsals;
using Coaching.Scenarios;
using Shouldly;

namespace Coaching.Tests.Rehearsals;

public sealed class AddressingTests
{
    private static readonly IReadOnlyList<Persona> Room = [Named("boy", "陈小禾", "小禾"), Named("girl", "林一诺", "一诺")];

    [Theory]
    [InlineData("小禾，你先说。", "boy")]
    [InlineData("一诺你来讲讲刚才的事。", "girl")]
    [InlineData("你觉得呢，一诺？", "girl")]
    [InlineData("我听明白了。请一诺说说。", "girl")]
    [InlineData("林一诺同学，你别急。", "girl")]
    [InlineData("小禾先说，一诺等一下。", "boy")]
    public void Find_WhereSomebodyIsSpokenTo_FindsThem(string text, string expected) => Addressing.Find(Room, text)!.Id.ShouldBe(expected);

    [Theory]
    [InlineData("你为什么推了一诺的本子？")]
    [InlineData("刚才小禾的铅笔盒掉在地上。")]
    [InlineData("你们两个都先坐下。")]
    [InlineData("")]
    public void Find_WhereSomebodyIsOnlySpokenOf_FindsNobody(string text) => Addressing.Find(Room, text).ShouldBeNull();

    private static Persona Named(string id, string name, string alias) =>
        Shipped.Scenario("too-much-homework").Lead with { Id = id, Name = name, Aliases = [alias] };
}
