"""Albums and videos."""

from warraq.galleries.models import AlbumIndexPage, AlbumPage, AlbumPicture, VideoIndexPage, VideoPage

from . import reading
from .scene import Scene
from .schedule import opening_hour
from .shots import album_shot


def make_albums(scene: Scene) -> None:
    for album in scene.content.albums:
        parent = scene.place_for(AlbumIndexPage, album.lang)
        moment = opening_hour(scene.now, album.days_ago, scene.zone(album.lang))
        scene.galleries[album.key] = scene.desk.add(parent, _album(scene, album), moment)


def _album(scene: Scene, album: reading.Album) -> AlbumPage:
    page = AlbumPage(
        title=album.title,
        address_slug=album.slug,
        standfirst=album.standfirst,
        place=album.place,
        author=scene.authors[album.lang, album.photographer],
        lead_picture=scene.images[album_shot(album.key, 1)],
    )
    page.pictures = [
        AlbumPicture(image=scene.images[album_shot(album.key, number)], caption=picture.caption, sort_order=number)
        for number, picture in enumerate(album.pictures, start=1)
    ]
    return page


def make_videos(scene: Scene) -> None:
    for video in scene.content.videos:
        page = VideoPage(
            title=video.title,
            address_slug=video.slug,
            standfirst=video.standfirst,
            author=scene.authors[video.lang, video.author],
            film=scene.films[video.key],
        )
        parent = scene.place_for(VideoIndexPage, video.lang)
        moment = opening_hour(scene.now, video.days_ago, scene.zone(video.lang))
        scene.galleries[video.key] = scene.desk.add(parent, page, moment)
