/**
 * What the reflector is told when it runs alone: a file, options, and all that is wrong with them.
 *
 * <p>{@link io.podspan.bgpreflector.alone.reader.YamlTree} and {@link
 * io.podspan.bgpreflector.alone.reader.OptionTree} give the same {@link
 * io.podspan.bgpreflector.alone.reader.Tree}, in which every value knows its {@link
 * io.podspan.bgpreflector.alone.reader.Place}; {@link
 * io.podspan.bgpreflector.alone.reader.SettingsReader} makes {@link
 * io.podspan.bgpreflector.settings.Settings} of it. Faults are collected in {@link
 * io.podspan.bgpreflector.alone.reader.Faults} and reading goes on. One run reports all of them.
 *
 * <p>Values are read as they are written, never as YAML would guess them: {@code no} is no boolean
 * and {@code 1:30} no number.
 */
@NullMarked
package io.podspan.bgpreflector.alone.reader;

import org.jspecify.annotations.NullMarked;
