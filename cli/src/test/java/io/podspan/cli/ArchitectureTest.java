package io.podspan.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * commands -> demo, grant -> machine, api, text; text knows what a machine tells, and nothing else
 * of it.
 */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.podspan.cli");

  @Test
  void theMachineKnowsNeitherDemoNorApiNorText() {
    noClasses()
        .that()
        .resideInAPackage("..cli.machine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..cli.demo..", "..cli.api..", "..cli.text..", "io.podspan.lab..")
        .check(CLASSES);
  }

  @Test
  void theApiKnowsNothingOfThisMachine() {
    noClasses()
        .that()
        .resideInAPackage("..cli.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..cli.demo..", "..cli.machine..", "..cli.text..", "io.podspan.lab..")
        .check(CLASSES);
  }

  @Test
  void onlyTheDemoAndTheCommandsKnowTheLab() {
    noClasses()
        .that()
        .resideInAPackage("..cli.text..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..cli.demo..", "..cli.api..", "io.podspan.lab..")
        .check(CLASSES);
  }
}
