package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.ObjectChanges;
import io.podspan.cli.objects.ObjectDocument;
import io.podspan.cli.objects.ObjectView;
import io.podspan.cli.objects.PeeringObjects.Stored;
import io.podspan.cli.text.Answers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code -o} of every command that prints objects. */
final class ObjectOutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|yaml|wide|name",
      defaultValue = "table",
      description = {
        "table and wide are for people; json and yaml have every field; name is KIND/NAME, one a line;",
        "default: table."
      })
  ObjectFormat format;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  /** The service's answer with several objects, bare or as a page. */
  void printList(Kind kind, JsonNode answer) {
    ObjectView view = ObjectView.of(kind);
    JsonNode items = Answers.items(answer);
    switch (format) {
      case JSON -> print(Written.json(items));
      case YAML -> print(Written.yaml(items));
      case TABLE -> print(view.list(items, false));
      case WIDE -> print(view.list(items, true));
      case NAME -> items.forEach(item -> print(name(kind, item)));
    }
  }

  /** The service's answer with one object. */
  void printOne(Kind kind, JsonNode answer) {
    printOne(kind, answer, ObjectView.of(kind)::details);
  }

  /**
   * @param text makes the text for people
   */
  void printOne(Kind kind, JsonNode answer, Function<JsonNode, String> text) {
    JsonNode whole = answer.isMissingNode() ? Api.JSON.createObjectNode() : answer;
    switch (format) {
      case JSON -> print(Written.json(whole));
      case YAML -> print(Written.yaml(whole));
      case TABLE, WIDE -> print(text.apply(answer));
      case NAME -> print(name(kind, answer));
    }
  }

  /** An object that goes: the answer of the service, which may be empty. */
  void printGone(Kind kind, String name, JsonNode answer, String text) {
    JsonNode whole = answer.isMissingNode() ? Api.JSON.createObjectNode() : answer;
    switch (format) {
      case JSON -> print(Written.json(whole));
      case YAML -> print(Written.yaml(whole));
      case TABLE, WIDE -> print(text);
      case NAME -> print(kind.word() + "/" + name + "\n");
    }
  }

  /**
   * Objects of any kinds: a table for each kind, or documents.
   *
   * @param asked the kinds whose headings are shown also when there are none
   */
  void printDocuments(Set<Kind> asked, List<Stored> all, boolean asList) {
    switch (format) {
      case JSON -> print(Written.json(document(all, asList)));
      case YAML -> print(Written.yaml(document(all, asList)));
      case TABLE -> print(tables(asked, all, false));
      case WIDE -> print(tables(asked, all, true));
      case NAME -> all.forEach(stored -> print(stored.kind().word() + "/" + stored.name() + "\n"));
    }
  }

  /** What {@link #printNews} tells. */
  ObjectChanges changes(Kind kind) {
    return switch (format) {
      case TABLE -> ObjectChanges.ofRows(kind, false);
      case WIDE -> ObjectChanges.ofRows(kind, true);
      case JSON, YAML, NAME -> ObjectChanges.ofFields(kind);
    };
  }

  /**
   * Objects that have changed: rows, or a document each.
   *
   * @param first whether nothing was printed before: a table begins with its heading
   */
  void printNews(Kind kind, List<Stored> changed, boolean first) {
    switch (format) {
      case JSON -> changed.forEach(one -> print(Written.json(ObjectDocument.of(one))));
      case YAML -> changed.forEach(one -> print("---\n" + Written.yaml(ObjectDocument.of(one))));
      case TABLE, WIDE -> {
        String table = tables(Set.of(kind), changed, format == ObjectFormat.WIDE);
        print(first ? table : table.substring(table.indexOf('\n') + 1));
      }
      case NAME -> changed.forEach(one -> print(kind.word() + "/" + one.name() + "\n"));
    }
  }

  private static JsonNode document(List<Stored> all, boolean asList) {
    return asList ? ObjectDocument.list(all) : ObjectDocument.of(all.getFirst());
  }

  private static String tables(Set<Kind> asked, List<Stored> all, boolean wide) {
    Set<Kind> kinds = EnumSet.copyOf(asked);
    all.forEach(stored -> kinds.add(stored.kind()));
    List<String> tables = new ArrayList<>();
    for (Kind kind : kinds) {
      List<JsonNode> bodies =
          all.stream().filter(one -> one.kind() == kind).map(Stored::body).toList();
      tables.add(ObjectView.of(kind).list(Api.JSON.createArrayNode().addAll(bodies), wide));
    }
    return String.join("\n", tables);
  }

  private static String name(Kind kind, JsonNode object) {
    return kind.word() + "/" + new Stored(kind, object, "").name() + "\n";
  }

  private void print(String text) {
    PrintWriter out = command.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
