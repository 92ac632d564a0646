package io.podspan.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.documents.Document;
import io.podspan.cli.objects.Kind;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which objects a document names. Pure. */
final class Needs {
  private Needs() {}

  /** As {@code cluster/paris}. */
  static Set<String> of(Document document) {
    Set<String> needs = new LinkedHashSet<>();
    if (document.kind() == Kind.INTERCONNECT) {
      for (JsonNode cluster : document.spec().path("clusters")) {
        needs.add(Kind.CLUSTER.word() + "/" + cluster.asText());
      }
      for (JsonNode reflector : document.spec().path("reflectors")) {
        String name = reflector.isTextual() ? reflector.asText() : reflector.path("name").asText();
        needs.add(Kind.REFLECTOR.word() + "/" + name);
      }
    }
    return needs;
  }
}
