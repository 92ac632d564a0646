package io.podspan.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.documents.Document;
import io.podspan.cli.objects.PeeringObjects.Stored;
import java.util.List;
import java.util.Optional;

/** What is known of a document before anything is changed. */
public sealed interface Checked {
  Document document();

  /** It says what is there already. */
  record Same(Document document, Stored stored) implements Checked {}

  /**
   * peering-service would take it.
   *
   * @param before what there is; empty where nothing is
   * @param would the object as it would be, with its plan
   */
  record WouldBe(Document document, Optional<Stored> before, JsonNode would) implements Checked {}

  /**
   * Its fields are right, but it needs what the same run creates.
   *
   * @param missing as {@code cluster/paris}
   */
  record AtItsTurn(Document document, Optional<Stored> before, List<String> missing)
      implements Checked {}

  /** It cannot be applied. */
  record Refused(Document document, String why) implements Checked {}
}
