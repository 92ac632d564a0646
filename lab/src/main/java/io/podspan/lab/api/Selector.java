package io.podspan.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Label and field selectors of lists and watches. */
public final class Selector {
  public static final Selector ALL = new Selector(List.of());

  private static final Pattern SET =
      Pattern.compile("\\s*([^\\s=!,()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY =
      Pattern.compile("\\s*([^\\s=!,()]+)\\s*(==|=|!=)\\s*([^\\s=!,()]*)\\s*");
  private static final Pattern EXISTENCE = Pattern.compile("\\s*(!?)\\s*([^\\s=!,()]+)\\s*");
  private static final Pattern COMMA_OUTSIDE_BRACKETS = Pattern.compile(",(?![^(]*\\))");

  /** The fields that a real API server can select by. The lab refuses all others too. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "metadata.name", "/metadata/name",
          "metadata.namespace", "/metadata/namespace",
          "spec.nodeName", "/spec/nodeName",
          "status.phase", "/status/phase",
          "involvedObject.name", "/involvedObject/name",
          "involvedObject.kind", "/involvedObject/kind",
          "involvedObject.namespace", "/involvedObject/namespace",
          "involvedObject.uid", "/involvedObject/uid");

  private final List<Predicate<ObjectNode>> terms;

  private Selector(List<Predicate<ObjectNode>> terms) {
    this.terms = List.copyOf(terms);
  }

  /**
   * Reads both selectors; null and empty select everything.
   *
   * @throws ApiException 400 for a malformed one or an unknown field
   */
  public static Selector of(@Nullable String labels, @Nullable String fields) {
    var terms = new ArrayList<Predicate<ObjectNode>>();
    if (labels != null && !labels.isBlank()) {
      for (String term : COMMA_OUTSIDE_BRACKETS.split(labels)) {
        terms.add(label(term));
      }
    }
    if (fields != null && !fields.isBlank()) {
      for (String term : fields.split(",")) {
        terms.add(field(term));
      }
    }
    return terms.isEmpty() ? ALL : new Selector(terms);
  }

  public boolean matches(ObjectNode object) {
    return terms.stream().allMatch(term -> term.test(object));
  }

  private static Predicate<ObjectNode> label(String term) {
    Matcher set = SET.matcher(term);
    if (set.matches()) {
      Set<String> values = Set.of(set.group(3).trim().split("\\s*,\\s*"));
      boolean wanted = set.group(2).equals("in");
      return object -> {
        JsonNode value = labelOf(object, set.group(1));
        return (!value.isMissingNode() && values.contains(value.asText())) == wanted;
      };
    }
    Matcher equality = EQUALITY.matcher(term);
    if (equality.matches()) {
      boolean wanted = !equality.group(2).equals("!=");
      return object -> {
        JsonNode value = labelOf(object, equality.group(1));
        return (!value.isMissingNode() && value.asText().equals(equality.group(3))) == wanted;
      };
    }
    Matcher existence = EXISTENCE.matcher(term);
    if (existence.matches()) {
      boolean wanted = existence.group(1).isEmpty();
      return object -> !labelOf(object, existence.group(2)).isMissingNode() == wanted;
    }
    throw ApiException.badRequest("unable to parse label selector term '" + term + "'");
  }

  private static JsonNode labelOf(ObjectNode object, String name) {
    return object.path("metadata").path("labels").path(name);
  }

  private static Predicate<ObjectNode> field(String term) {
    Matcher equality = EQUALITY.matcher(term);
    if (!equality.matches()) {
      throw ApiException.badRequest("invalid field selector '" + term + "'");
    }
    String pointer = FIELDS.get(equality.group(1));
    if (pointer == null) {
      throw ApiException.badRequest("field label not supported: " + equality.group(1));
    }
    boolean wanted = !equality.group(2).equals("!=");
    return object -> object.at(pointer).asText("").equals(equality.group(3)) == wanted;
  }
}
