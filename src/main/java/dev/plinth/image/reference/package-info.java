/**
 * Names of images as the distribution specification writes them: references, digests, patterns over repositories, and the map
 * from where an image is fetched to what it is. Nothing here reads a document or asks a registry.
 *
 * <p>References follow the grammar of {@code distribution/reference}:
 *
 * <pre>
 * reference       := name [ ":" tag ] [ "@" digest ]
 * name            := [domain "/"] remote-name
 * domain          := host [":" port-number]
 * host            := domain-name | IPv4address | "[" IPv6address "]"
 * domain-name     := domain-component ["." domain-component]*
 * domain-component:= [a-zA-Z0-9] | [a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]
 * port-number     := [0-9]+
 * remote-name     := path-component ["/" path-component]*
 * path-component  := [a-z0-9]+ (separator [a-z0-9]+)*
 * separator       := "_" | "." | "__" | "-"+
 * tag             := [A-Za-z0-9_][A-Za-z0-9_.-]{0,127}
 * digest          := algorithm ":" hex, sha256 with 64 or sha512 with 128 lower-case hexadecimal digits
 * </pre>
 *
 * A first component is a domain only if it has a dot or a colon, is {@code localhost}, or has an upper-case letter; else the
 * registry is {@code docker.io}, and a single path component there stands below {@code library/}. A registry has one spelling
 * here, whichever it was written in: lower case, without the port 443.
 */
@NullMarked
package dev.plinth.image.reference;

import org.jspecify.annotations.NullMarked;
