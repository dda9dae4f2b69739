using System.Numerics.Tensors;
using Coaching.Knowledge.Retrieval;
using CsCheck;
using Shouldly;

namespace Coaching.Tests.Knowledge.Retrieval;

/// <summary>The arm of the vectors, held against its definition.</summary>
public sealed class DenseIndexTests
{
    private static readonly Gen<float[]> Vector = Gen.Float[-1, 1].Array[6].Where(vector => TensorPrimitives.Norm<float>(vector) > 0.1f)
        .Select(vector => vector.Select(value => value / TensorPrimitives.Norm<float>(vector)).ToArray());

    // Documents of up to four texts, of which some have no vector yet.
    private static readonly Gen<float[]?[][]> Documents = Gen.Frequency((4, Vector.Select(vector => (float[]?)vector)), (1, Gen.Const((float[]?)null))).Array[0, 4].Array[0, 120];

    [Fact]
    public void Score_GivesTheNearestWhatTheDefinitionSays() => Gen.Select(Vector, Documents, Gen.Int[1, 3]).Sample((query, documents, every) =>
    {
        var scores = Index(documents).Score(query, document => document % every == 0);

        var cosines = documents.Select((texts, document) => document % every == 0 ? texts.OfType<float[]>().Select(vector => TensorPrimitives.Dot(query, vector)).DefaultIfEmpty(0).Max() : 0).ToArray();
        var head = cosines.Where(cosine => cosine > 0).OrderDescending().Take(DenseFusion.Depth).ToList();
        scores.Length.ShouldBe(documents.Length);
        for (var document = 0; document < scores.Length; document++)
        {
            var floor = head.Count < DenseFusion.Depth ? 0 : head[^1];
            var expected = cosines[document] > 0 && cosines[document] >= floor ? (cosines[document] - floor) / (head[0] - floor) * DenseFusion.Weight : 0;
            scores[document].ShouldBe((float)expected, 1e-3f);
        }
    });

    [Fact]
    public void Score_OfDocumentsWithoutVectors_IsZeroThroughout() =>
        new DenseIndex([[new DenseText("家长")], []]).Score([1, 0], null).ShouldBe([0, 0]);

    [Fact]
    public void Score_OfAVectorOfAnotherLength_PassesItOver() =>
        Index([[[1, 0, 0]], [[0.6f, 0.8f]]]).Score([1, 0], null).ShouldBe([0, (float)DenseFusion.Weight]);

    [Fact]
    public void Score_OnceAVectorIsMade_CountsIt()
    {
        var text = new DenseText("家长");
        var index = new DenseIndex([[text]]);

        text.Vector = [1, 0];

        index.Score([1, 0], null).ShouldBe([(float)DenseFusion.Weight]);
    }

    private static DenseIndex Index(IEnumerable<float[]?[]> documents) =>
        new(documents.Select(texts => (IReadOnlyList<DenseText>)[.. texts.Select(vector => new DenseText("文") { Vector = vector })]));
}
