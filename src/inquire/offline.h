/*
 * offline - answers from databases on this machine; asks nobody.
 *
 * Knows place and operator of addresses, from mmdb files of one folder: those
 * that `make data` put there (DB-IP's cities, ASN ranges, iptoasn's countries)
 * and an owner's own (GeoLite2-City.mmdb and the like, by MaxMind's names).
 * Both schemas are read: flat (country_code, city, state1, latitude) and
 * MaxMind's (country.iso_code, city.names.en, location.latitude).
 *
 * These databases are seeds with a date, and they disagree (DB-IP and GeoLite
 * on the country of one address in twenty).  So each source's place is given
 * beside the one that is used; iptoasn's country is that of the network's
 * owner and fills "country" only when no other source has one.  No city, no
 * coordinates: 35.69,139.69 would only mean "Japan".
 *
 * The fields of an address answer: country, region, city, lat, lon, radius_km
 * (of the first source that has a country), asn (digits), as_name,
 * operator_country, and places.N.* (see answer_places).
 */
#ifndef MEKIKI_INQUIRE_OFFLINE_H
#define MEKIKI_INQUIRE_OFFLINE_H

#include "inquire/inquire.h"
#include "know/tsv.h"

struct offline;

/*
 * Opens what dir has of the known files; none at all is no error, all answers
 * are then "not asked".  MEKIKI_BAD_DATA: a file is there but is no good
 * mmdb; err, unless NULL, says which.  The files stay mapped until
 * offline_close; any number of threads may ask at once.
 */
MEKIKI_CHECKED enum mekiki_status offline_open(
    const char *dir, struct offline **out, struct know_error *err);

/* NULL allowed. */
void offline_close(struct offline *o);

/* False: `make data` has not run, and no file of the owner's is there. */
bool offline_has_places(const struct offline *o);
bool offline_has_operators(const struct offline *o);

/* The index-th file that was opened and the day of its data, "2026-06-05";
 * false: there are fewer. */
bool offline_file(
    const struct offline *o, size_t index, span *file, span *date);

/* Valid until offline_close. */
struct inquirer offline_inquirer(const struct offline *o);

#endif
