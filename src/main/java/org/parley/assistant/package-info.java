/**
 * Connects conversations and models: chooses a model, assembles its prompt, has an {@code answer} written and sends it as
 * JSON or events; temporary chats and generated titles. The package uses {@code answer}, {@code conversation},
 * {@code security}, {@code model}, {@code markdown}, {@code store} and {@code platform}.
 */
package org.parley.assistant;
