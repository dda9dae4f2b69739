using Coaching.Models;
using CsCheck;
using Shouldly;

namespace Coaching.Tests.Models;

public sealed class MaskingTests
{
    private static readonly string[] Roster = ["王小明", "王小", "欧阳修文", "李娜", "Alice Wang", "王"];

    private static readonly Gen<string> Digit = Gen.Char['0', '9'].Select(digit => digit.ToString());

    private static readonly Gen<string> Mobile =
        from second in Gen.Char['3', '9']
        from rest in Digit.Array[9]
        from layout in Gen.OneOf("{0}{1}{2}", "{0} {1} {2}", "{0}-{1}-{2}", "+86 {0} {1} {2}", "+86{0}{1}{2}", "（+86）{0}-{1}{2}", "{0}\u200B{1}\u200B{2}")
        from wide in Gen.Bool
        let number = string.Concat(rest)
        let written = string.Format(layout, $"1{second}{number[0]}", number[1..5], number[5..])
        select wide ? Widen(written) : written;

    private static readonly Gen<string> Landline =
        from layout in Gen.OneOf("010-6{0}", "(021) 5{0}", "0755 8{0}", "０５７１－８{0}", "+86 10 6{0}")
        from rest in Digit.Array[7]
        select string.Format(layout, string.Concat(rest));

    private static readonly Gen<string> Identity =
        from region in Gen.Int[110000, 659999]
        from year in Gen.Int[1940, 2020]
        from month in Gen.Int[1, 12]
        from day in Gen.Int[1, 28]
        from serial in Gen.Int[100, 999]
        from check in Gen.OneOf("0", "7", "X", "x", "Ｘ")
        from layout in Gen.OneOf("{0}{1:0000}{2:00}{3:00}{4}{5}", "{0} {1:0000}{2:00}{3:00} {4}{5}", "{0}{6:00}{2:00}{3:00}{4}")
        from wide in Gen.Bool
        let written = string.Format(layout, region, year, month, day, serial, check, year % 100)
        select wide ? Widen(written) : written;

    private static readonly Gen<string> Name = Gen.OneOf("王小明", "欧阳修文", "李娜", "李 娜", "alice wang");

    // What stands around a secret: speech, numbers of lessons, and look-alikes of placeholders.
    private static readonly Gen<string> Filler = Gen.OneOf(
        Gen.OneOf("老师，", "您好！电话是", "。身份证：", "\n", "〔", "〕", "〔电话1〕", "〔姓名2〕", "〔姓名", "〔原文1〕", "第3课 12 道题，", "\"}", "😀", "\\n", "（", "G"),
        Gen.String[Gen.Char['一', '龥'], 0, 6],
        Gen.String[Gen.OneOf(' ', '〔', '〕', '电', '话', '姓', '名', '，', 'a', '{', '-'), 0, 8]);

    private static readonly Gen<(string Secret, string Text)[]> Pieces =
        (from secret in Gen.OneOf(Mobile, Landline, Identity, Name)
         from before in Filler
         from after in Filler
             // Numbers that touch are one longer number; people put something between.
         select (secret, $"{before}：{secret}；{after}")).Array[1, 5];

    [Fact]
    public void Mask_WhateverIsSaid_ComesBackExactly() => Pieces.Sample(pieces =>
    {
        var masking = Masks();
        var texts = pieces.Select(piece => piece.Text).ToList();
        // Several texts of one request share the masks.
        var masked = texts.Select(masking.Mask).ToList();
        masked.Select(masking.Restore).ShouldBe(texts);
    });

    [Fact]
    public void Mask_WhateverIsSaid_LeavesNoSecret() => Pieces.Sample(pieces =>
    {
        var masked = PersonalNumbers.Narrow(Masks().Mask(string.Concat(pieces.Select(piece => piece.Text))));
        foreach (var (secret, _) in pieces)
        {
            masked.ShouldNotContain(PersonalNumbers.Narrow(secret), Case.Insensitive);
            var digits = string.Concat(PersonalNumbers.Narrow(secret).Where(char.IsAsciiDigit));
            if (digits.Length > 0) string.Concat(masked.Where(char.IsAsciiDigit)).ShouldNotContain(digits[^8..]);
        }
    });

    [Fact]
    public void Stream_HoweverItIsCut_GivesTheSameText() =>
        Gen.Select(Pieces, Gen.Int[1, 4].Array[1, 60]).Sample((pieces, cuts) =>
        {
            var masking = Masks();
            var text = string.Concat(pieces.Select(piece => piece.Text));
            var masked = masking.Mask(text);
            var stream = new MaskedStream(masking);
            var heard = "";
            for (int from = 0, turn = 0; from < masked.Length; turn++)
            {
                var length = Math.Min(cuts[turn % cuts.Length], masked.Length - from);
                heard += stream.Push(masked.Substring(from, length));
                // Nothing but the beginning of a placeholder is ever kept back.
                (masked.Length - from - length + 8).ShouldBeGreaterThan(0);
                from += length;
            }

            (heard + stream.Flush()).ShouldBe(text);
        });

    [Fact]
    public void Stream_HoldsBackOnlyWhatMayBeAPlaceholder()
    {
        var masking = Masks();
        masking.Mask("13812345678").ShouldBe("〔电话1〕");
        var stream = new MaskedStream(masking);

        stream.Push("请打〔").ShouldBe("请打");
        stream.Push("注").ShouldBe("〔注");
        stream.Push("〔电话").ShouldBe("");
        stream.Push("1").ShouldBe("");
        stream.Push("〕。").ShouldBe("13812345678。");
        stream.Push("〔电话2").ShouldBe("〔电话2");
        stream.Push("〔电").ShouldBe("");
        stream.Flush().ShouldBe("〔电");
    }

    [Theory]
    [InlineData("王小明和王小", "〔姓名1〕和〔姓名2〕")]
    [InlineData("王老师好", "王老师好")]
    [InlineData("alice wang, Alice Wangs", "〔姓名1〕, Alice Wangs")]
    [InlineData("李　娜、李娜、李娜", "〔姓名1〕、〔姓名2〕、〔姓名2〕")]
    [InlineData("打13812345678或13812345678", "打〔电话1〕或〔电话1〕")]
    [InlineData("学籍号G110101201503071234", "学籍号G〔证件1〕")]
    [InlineData("1 3 8 1 2 3 4 5 6 7 8", "〔电话1〕")]
    [InlineData("1.13812345678\n2.13912345678", "1.〔电话1〕\n2.〔电话2〕")]
    [InlineData("008613812345678", "〔电话1〕")]
    [InlineData("13812345678 2024年", "〔电话1〕 2024年")]
    [InlineData("{\"name\":\"\\u674e\\u5a1c\"}", "{\"name\":\"〔姓名1〕\"}")]
    [InlineData("他写的是〔电话1〕，真的是13812345678", "他写的是〔原文1〕，真的是〔电话1〕")]
    public void Mask_InThisText_GivesThat(string text, string masked) => Masks().Mask(text).ShouldBe(masked);

    [Theory]
    [InlineData("数列 1 3 5 7 9 11 13 15 17")]
    [InlineData("13 15 17 19 21 23 25")]
    [InlineData("2024-09-01 到 2025-01-15，第3单元 12 题")]
    [InlineData("98 87 76 100 65 分")]
    [InlineData("每天 45 分钟，一周 5 次，共 225 分钟")]
    public void Mask_WhatLessonsAreFullOf_StaysLegible(string text) => Masks().Mask(text).ShouldBe(text);

    private static Masking Masks() => new(new NameMatcher(Roster));

    private static string Widen(string text) => string.Concat(text.Select(letter => letter switch
    {
        >= '0' and <= '9' or 'X' or 'x' or '-' or '+' => (char)(letter + 0xFEE0),
        _ => letter,
    }));
}
