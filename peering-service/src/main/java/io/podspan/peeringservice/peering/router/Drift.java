package io.podspan.peeringservice.peering.router;

import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of our part of an object is not as it was written.
 *
 * @param object {@code DaemonSet kube-system/kube-router}
 * @param difference a line each, without secrets: {@code - } is what was written and is gone,
 *     {@code + } what is there in its place
 * @param writer the field manager that wrote the object last, as its managed fields say; null if
 *     they do not
 * @param owner the tool that the object belongs to, null if nothing shows one
 */
public record Drift(
    String object, List<String> difference, @Nullable String writer, @Nullable Owner owner) {
  private static final String TO_ADD = "+ ";
  private static final String TO_REMOVE = "- ";

  public Drift {
    difference = List.copyOf(difference);
  }

  /**
   * A tool that keeps objects as its source has them.
   *
   * @param name {@code Argo CD}
   * @param sign what shows it, {@code the annotation argocd.argoproj.io/tracking-id}
   * @param reverts whether it takes changes of others back by itself; otherwise its next run does
   */
  public record Owner(String name, String sign, boolean reverts) {}

  /**
   * By what would have to be planned now. Nothing, if the plan adds nothing: what only could go
   * harms nobody.
   */
  public static List<Drift> of(
      String object, Planning planning, @Nullable String writer, @Nullable Owner owner) {
    List<String> difference =
        switch (planning) {
          case Planned(RouterChange change, _) -> reversed(change.diff());
          case Unplannable(String detail, _) -> List.of(TO_ADD + detail);
        };
    return difference.isEmpty() ? List.of() : List.of(new Drift(object, difference, writer, owner));
  }

  private static List<String> reversed(List<String> diff) {
    List<String> gone =
        diff.stream()
            .filter(line -> line.startsWith(TO_ADD))
            .map(line -> TO_REMOVE + line.substring(TO_ADD.length()))
            .toList();
    if (gone.isEmpty()) {
      return List.of();
    }
    Stream<String> instead =
        diff.stream()
            .filter(line -> line.startsWith(TO_REMOVE))
            .map(line -> TO_ADD + line.substring(TO_REMOVE.length()));
    List<String> all = new ArrayList<>(gone);
    instead.forEach(all::add);
    return all;
  }
}
