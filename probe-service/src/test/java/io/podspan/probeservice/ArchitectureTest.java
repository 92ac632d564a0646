package io.podspan.probeservice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final String ROOT = "io.podspan.probeservice";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void probesArePlainJava() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".probe")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..").or(resideInAPackage(ROOT + ".probe")))
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "store", "events", "kubernetes"})
  void theOthersKnowProbesAndNotEachOther(String name) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(
                    com.tngtech.archunit.base.DescribedPredicate.not(
                        resideInAnyPackage(ROOT + ".probe", ROOT + "." + name))))
        .check(CLASSES);
  }

  @Test
  void onlyKubernetesReachesIntoClusters() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".kubernetes")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8..", "io.podspan.clusteraccess..")
        .check(CLASSES);
  }
}
