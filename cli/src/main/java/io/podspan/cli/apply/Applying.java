package io.podspan.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.documents.Document;
import io.podspan.cli.objects.ObjectDocument;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.objects.PeeringObjects.Stored;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Changes one object after the other, and tells what became of each. */
public final class Applying {
  private final PeeringObjects objects;
  private final Consumer<Result> told;
  private final Set<String> failed = new HashSet<>();

  /**
   * @param told each result as it comes
   */
  public Applying(PeeringObjects objects, Consumer<Result> told) {
    this.objects = objects;
    this.told = told;
  }

  /** What became of a document. */
  public sealed interface Result {
    Document document();

    /**
     * @param answer the object as it is now
     */
    record Done(Document document, Effect effect, JsonNode answer) implements Result {}

    record Failed(Document document, String why) implements Result {}
  }

  /** Documents that passed the check, in their order. */
  public void all(List<Checked> checked) {
    for (Checked each : checked) {
      Result result = one(each);
      if (result instanceof Result.Failed) {
        failed.add(each.document().id());
      }
      told.accept(result);
    }
  }

  private Result one(Checked checked) {
    Document document = checked.document();
    List<String> needs = Needs.of(document).stream().filter(failed::contains).toList();
    if (!needs.isEmpty()) {
      return new Result.Failed(
          document,
          document.place()
              + ": "
              + document.id()
              + " is not applied, because it needs "
              + String.join(", ", needs)
              + ".");
    }
    return switch (checked) {
      case Checked.Same(_, Stored stored) ->
          new Result.Done(document, Effect.UNCHANGED, stored.body());
      case Checked.WouldBe(_, Optional<Stored> before, JsonNode would)
          when isSame(document, before, would) ->
          new Result.Done(document, Effect.UNCHANGED, before.orElseThrow().body());
      case Checked.WouldBe(_, Optional<Stored> before, _) -> put(document, before);
      case Checked.AtItsTurn(_, Optional<Stored> before, _) -> put(document, before);
      case Checked.Refused(_, String why) -> new Result.Failed(document, why);
    };
  }

  /** A written default differs in the document only. What this release does not know may differ. */
  private static boolean isSame(Document document, Optional<Stored> before, JsonNode would) {
    return Effect.of(before, would) == Effect.UNCHANGED
        && ObjectDocument.knows(document.kind(), document.spec());
  }

  private Result put(Document document, Optional<Stored> before) {
    try {
      JsonNode after = objects.put(document.kind(), document.name(), Check.body(document));
      return new Result.Done(document, Effect.of(before, after), after);
    } catch (ProblemException refusal) {
      return new Result.Failed(document, Refusals.text(document, refusal));
    }
  }
}
