package io.podspan.lab;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

class PackageArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.podspan.lab");

  @Test
  void networkKnowsNobodyAndTheLabKnowsAll() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("network")
        .definedBy("io.podspan.lab.network")
        .layer("api")
        .definedBy("io.podspan.lab.api")
        .layer("router")
        .definedBy("io.podspan.lab.router")
        .layer("cluster")
        .definedBy("io.podspan.lab.cluster")
        .layer("lab")
        .definedBy("io.podspan.lab")
        .whereLayer("network")
        .mayNotAccessAnyLayer()
        .whereLayer("api")
        .mayOnlyAccessLayers("network")
        .whereLayer("router")
        .mayOnlyAccessLayers("network", "api")
        .whereLayer("cluster")
        .mayOnlyAccessLayers("network", "api", "router")
        .whereLayer("lab")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  @Test
  void theLabIsAServerAndNeedsNoKubernetesClient() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8..", "io.quarkus..")
        .check(CLASSES);
  }
}
