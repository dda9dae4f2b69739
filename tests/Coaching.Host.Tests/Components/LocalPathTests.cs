using Coaching.Host.Components.Account;
using Shouldly;

namespace Coaching.Host.Tests.Components;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/rehearsals/1?page=2", "/rehearsals/1?page=2")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("rehearsals", "/")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("/\t/elsewhere.example", "/")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public void Of_AnAddress_IsALocalPathOrTheFrontPage(string? given, string expected) => LocalPath.Of(given).ShouldBe(expected);
}
