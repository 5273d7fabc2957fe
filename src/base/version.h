/* version - of the program and the library; the Makefile reads it here. */
#ifndef MEKIKI_BASE_VERSION_H
#define MEKIKI_BASE_VERSION_H

#define MEKIKI_VERSION "0.1.0"

#endif
