/**
 * Objects as people write them into files: several documents of YAML or JSON.
 *
 * <p>{@link io.podspan.cli.documents.Sources} reads files, folders and standard input. {@code
 * YamlTrees} and {@code JsonTrees} parse; {@code DocumentForm} checks what every document has:
 * {@code apiVersion}, {@code kind}, {@code metadata.name} and {@code spec}. What a spec's fields
 * mean is peering-service's; {@link io.podspan.cli.documents.Document#placeOf} finds the line of a
 * field that it speaks of.
 *
 * <p>Invariants: a file is hostile until it is read. Size, depth and aliases are bounded, tags make
 * no objects, a key stands once. Every fault of all files is found, not only the first, and each
 * names its file, its document and, where it is known, its line.
 */
@NullMarked
package io.podspan.cli.documents;

import org.jspecify.annotations.NullMarked;
