package io.podspan.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.documents.Document;
import io.podspan.cli.objects.ObjectDocument;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.objects.PeeringObjects.Stored;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks peering-service what it would make of each document. Changes nothing. */
public final class Check {
  private final PeeringObjects objects;
  private final Set<String> created = new LinkedHashSet<>();

  public Check(PeeringObjects objects) {
    this.objects = objects;
  }

  /**
   * In the order in which they are applied.
   *
   * @throws ProblemException when the service does not answer, or knows not who asks
   */
  public List<Checked> all(List<Document> documents) {
    List<Checked> all = new ArrayList<>();
    for (Document document : documents) {
      Checked checked = one(document);
      if (isNew(checked)) {
        created.add(document.id());
      }
      all.add(checked);
    }
    return all;
  }

  private static boolean isNew(Checked checked) {
    return switch (checked) {
      case Checked.WouldBe(_, Optional<Stored> before, _) -> before.isEmpty();
      case Checked.AtItsTurn(_, Optional<Stored> before, _) -> before.isEmpty();
      case Checked.Same _, Checked.Refused _ -> false;
    };
  }

  private Checked one(Document document) {
    Optional<Stored> before = objects.find(document.kind(), document.name());
    if (before.isPresent() && isSame(document, before.get())) {
      return new Checked.Same(document, before.get());
    }
    try {
      JsonNode would = objects.wouldBe(document.kind(), document.name(), body(document));
      return new Checked.WouldBe(document, before, would);
    } catch (ProblemException refusal) {
      return refused(document, before, refusal);
    }
  }

  private Checked refused(Document document, Optional<Stored> before, ProblemException refusal) {
    List<String> missing = Needs.of(document).stream().filter(created::contains).toList();
    if (!missing.isEmpty() && Refusals.isOfState(refusal)) {
      return new Checked.AtItsTurn(document, before, missing);
    }
    if (Refusals.isOfTheCaller(refusal)) {
      throw refusal;
    }
    return new Checked.Refused(document, Refusals.text(document, refusal));
  }

  /** A document that names a version is compared by the service. */
  private static boolean isSame(Document document, Stored stored) {
    return document.resourceVersion().isEmpty()
        && ObjectDocument.spec(stored.kind(), stored.body()).equals(document.spec());
  }

  static PeeringObjects.Wanted body(Document document) {
    return new PeeringObjects.Wanted(document.spec(), document.resourceVersion());
  }
}
