package io.podspan.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.podspan.console");

  @Test
  void arrowsPointToTheNoun() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("api")
        .definedBy("..console.api..")
        .layer("events")
        .definedBy("..console.events..")
        .layer("store")
        .definedBy("..console.store..")
        .layer("overview")
        .definedBy("..console.overview..")
        .layer("problem")
        .definedBy("..console.problem..")
        .layer("owners")
        .definedBy("..console.owners..")
        .layer("why")
        .definedBy("..console.why..")
        .layer("journal")
        .definedBy("..console.journal..")
        .whereLayer("api")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("events")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("store")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("overview")
        .mayOnlyBeAccessedByLayers("api", "events", "store", "why", "owners")
        .whereLayer("owners")
        .mayOnlyBeAccessedByLayers("api")
        .whereLayer("why")
        .mayOnlyBeAccessedByLayers("api", "owners")
        .whereLayer("problem")
        .mayOnlyBeAccessedByLayers("api", "store")
        .whereLayer("journal")
        .mayOnlyBeAccessedByLayers("api", "events", "store", "overview", "problem", "why")
        .check(CLASSES);
  }

  @Test
  void journalIsPlainJavaAndTheContract() {
    classes()
        .that()
        .resideInAPackage("..console.journal..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify..", "io.podspan.events..", "io.podspan.console.journal..")
        .check(CLASSES);
  }

  @Test
  void overviewIsPlainJavaTheContractAndTheJournal() {
    classes()
        .that()
        .resideInAPackage("..console.overview..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson.annotation..",
            "io.podspan.events..",
            "io.podspan.console.journal..",
            "io.podspan.console.overview..")
        .check(CLASSES);
  }

  @Test
  void problemIsPlainJavaTheContractAndTheJournal() {
    classes()
        .that()
        .resideInAPackage("..console.problem..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson.annotation..",
            "io.podspan.events..",
            "io.podspan.console.journal..",
            "io.podspan.console.problem..")
        .check(CLASSES);
  }

  @Test
  void whyIsPlainJavaTheContractAndWhatTheJournalSays() {
    classes()
        .that()
        .resideInAPackage("..console.why..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "io.podspan.addresses..",
            "io.podspan.events..",
            "io.podspan.console.journal..",
            "io.podspan.console.overview..",
            "io.podspan.console.why..")
        .check(CLASSES);
  }

  @Test
  void onlyOwnersCallsOtherServices() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..console.owners..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "org.eclipse.microprofile.rest.client..")
        .check(CLASSES);
  }
}
