package io.podspan.cli;

import io.podspan.cli.api.ProblemException;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.ObjectChanges;
import io.podspan.cli.objects.ObjectChanges.News;
import io.podspan.cli.objects.PeeringObjects.Stored;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows objects of a kind, and then each change of them. One thread. */
final class ObjectWatch {
  private final Kind kind;
  private final ObjectOutputOption output;
  private final ObjectChanges changes;
  private final Consumer<String> note;
  private boolean first = true;
  private String trouble = "";

  /**
   * @param note for what is no object: one is gone, or the service is away
   */
  ObjectWatch(Kind kind, ObjectOutputOption output, Consumer<String> note) {
    this.kind = kind;
    this.output = output;
    this.changes = output.changes(kind);
    this.note = note;
  }

  /**
   * @param look all that are watched
   * @param pause between two looks; false ends it
   * @throws ProblemException when the first look fails
   */
  void follow(Supplier<List<Stored>> look, BooleanSupplier pause) {
    show(look.get());
    while (pause.getAsBoolean()) {
      try {
        show(look.get());
        trouble = "";
      } catch (ProblemException e) {
        tellOnce(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      }
    }
  }

  /** A service that is away for a moment says nothing about the objects. */
  private void tellOnce(String why) {
    if (!why.equals(trouble)) {
      note.accept(why + " It is asked again until it answers.");
      trouble = why;
    }
  }

  private void show(List<Stored> now) {
    News news = changes.since(now);
    if (first || !news.changed().isEmpty()) {
      output.printNews(kind, news.changed(), first);
      first = false;
    }
    news.gone().forEach(name -> note.accept(kind.word() + "/" + name + " is gone."));
  }
}
