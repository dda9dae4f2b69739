using Coaching.Scenarios;
using CsCheck;

namespace Coaching.Tests.Scenarios;

public sealed class ScenarioFuzzTests
{
    private static readonly string[] Lines = FaultyText.Sound.Split('\n');
    private static readonly string[] Junk = ["", "-", "- ", "- - -", "{", "}", "[", "[]", "{}", ":", "? a", "null", "~", "\t", "\0", "…", "99999999999999999999", "- id: x", "when:", "<<: {a: b}", "\"", "'", "%YAML 9", "---", "...", "|", "!x", "*x", "&x", "\ud83d", "#"];

    // One way to spoil a text: where, how, and with what.
    private static readonly Gen<Func<List<string>, List<string>>> Spoilt = Gen.Select(
        Gen.Int[0, Lines.Length - 1], Gen.Int[0, 7], Gen.OneOf(Junk), Gen.Int[0, Lines.Length - 1],
        (at, how, junk, other) => (Func<List<string>, List<string>>)(lines => Spoil(lines, at % lines.Count, how, junk, other % lines.Count)));

    [Fact]
    public void Read_OfASpoiltFile_NeverThrowsAnythingButInvalidContent() =>
        Spoilt.List[1, 3].Sample(
            spoilings =>
            {
                var text = string.Join('\n', spoilings.Aggregate(Lines.ToList(), (lines, spoil) => spoil(lines)));
                try
                {
                    ScenarioReader.Read(FaultyText.File, text);
                }
                catch (InvalidContentException)
                {
                    // The one answer a faulty file may get.
                }
            },
            iter: 1200, threads: 1);

    [Fact]
    public void Parse_OfAnyText_NeverThrowsAnythingButInvalidContent() =>
        Gen.OneOf(Gen.String, Gen.OneOf(Junk).List[0, 40].Select(parts => string.Join('\n', parts)), Gen.OneOf(Junk).List[0, 12].Select(string.Concat)).Sample(
            text =>
            {
                try
                {
                    YamlText.Parse("any.yaml", text).Read<Scenario>();
                }
                catch (InvalidContentException)
                {
                    // As above.
                }
            },
            iter: 5000, threads: 1);

    private static List<string> Spoil(List<string> lines, int at, int how, string junk, int other)
    {
        var line = lines[at];
        var indent = line[..(line.Length - line.TrimStart().Length)];
        switch (how)
        {
            case 0: lines.RemoveAt(at); break;
            case 1: lines.Insert(at, indent + junk); break;
            // A key or an item without its value, and one with the wrong value.
            case 2: lines[at] = line.Contains(": ", StringComparison.Ordinal) ? line[..(line.IndexOf(": ", StringComparison.Ordinal) + 1)] : indent + "-"; break;
            case 3: lines[at] = line.Contains(": ", StringComparison.Ordinal) ? line[..(line.IndexOf(": ", StringComparison.Ordinal) + 2)] + junk : indent + "- " + junk; break;
            case 4: lines[at] = " " + line; break;
            case 5: (lines[at], lines[other]) = (lines[other], line); break;
            case 6: lines.RemoveRange(at, Math.Min(12, lines.Count - at - (lines.Count > 12 ? 0 : 1))); break;
            default: lines[at] = line.Insert(line.Length / 2, junk); break;
        }

        return lines;
    }
}
