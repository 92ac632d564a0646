package io.podspan.cli.documents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was read of one or several files.
 *
 * @param documents those whose form is right, in the order in which they are applied
 * @param faults of the others
 */
public record Reading(List<Document> documents, List<DocumentFault> faults) {
  public Reading {
    documents = documents.stream().sorted(Comparator.comparing(Document::kind)).toList();
    faults = List.copyOf(faults);
  }

  /** All of several files; an object that is declared twice is a fault. */
  static Reading of(List<Reading> parts) {
    List<Document> documents = new ArrayList<>();
    List<DocumentFault> faults = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (Reading part : parts) {
      faults.addAll(part.faults);
      for (Document document : part.documents) {
        Place before = seen.putIfAbsent(document.id(), document.place());
        if (before == null) {
          documents.add(document);
        } else {
          faults.add(
              new DocumentFault(
                  document.place(),
                  document.id() + " is declared a second time, after " + before,
                  "keep one of them"));
        }
      }
    }
    return new Reading(documents, faults);
  }
}
