package io.podspan.probeservice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.podspan.clusteraccess.ForeignWords;
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
  void wordsOfApiServersComeWithoutSecrets() {
    ForeignWords.comeFromClusterAccess(CLASSES);
  }

  @Test
  void probesArePlainJava() {
    knowsOnly("measure");
    knowsOnly("verdict", ROOT + ".measure");
    knowsOnly("history", ROOT + ".measure");
    knowsOnly("probe", ROOT + ".history", ROOT + ".measure", ROOT + ".verdict");
    knowsOnly("ends");
    knowsOnly("paths", ROOT + ".ends", ROOT + ".measure", "io.podspan.events.world");
  }

  /** Beside itself, the JDK and the values of the contract. */
  private static void knowsOnly(String name, String... others) {
    classes()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.podspan.addresses",
                    "io.podspan.events",
                    "io.podspan.events.reason")
                .or(resideInAPackage(ROOT + "." + name))
                .or(resideInAnyPackage(others)))
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
                        resideInAnyPackage(
                            ROOT + ".history",
                            ROOT + ".measure",
                            ROOT + ".verdict",
                            ROOT + ".probe",
                            ROOT + ".ends",
                            ROOT + ".paths",
                            ROOT + "." + name))))
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
